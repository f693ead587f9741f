"""Sentences by which a page speaks to its reader about itself: newsletters, networks, rights, browsers.

They are whole sentences, so a list of phrases cannot hold them. Each pattern begins where a sentence begins, with an
imperative or with the page's own "our", so that a report on a newsletter or a network stays knowledge.
"""

from functools import cache

import regex

_LONGEST = 300  # characters; a longer paragraph says something of its own

_BEGINS = r"(?:^|[.!?:|–—-]\s+)\W*"

_NETWORKS = (
    r"(?:facebook|twitter|instagram|telegram|you\s?tube|whatsapp|linkedin|tik\s?tok|google\s(?:news|noticias|notícias|nieuws)"
    r"|viber|threads|bluesky|mastodon|pinterest|вконтакте|однокласники|одноклассники|дзен|\bx\b|\bvk\b)"
)
_FOLLOW = r"""
    (?:please\s)?(?:follow|like|find|join|connect\swith|add)\s(?:us|me|the|our|\p{Lu}[\w.'’-]*)
    | folgen?\s(?:sie\s)?(?:uns|der|dem)\b | suivez | rejoignez | retrouvez[-\s]nous | síguenos | síganos
    | sigue\sa | seguínos | únete
    | seguici | segui\s | siga\b | acompanhe | volg\s | följ\s | følg\s | seuraa\s | obserwuj | śledź | polub | dołącz
    | sledujte | подписывайтесь | подпишитесь | следите\sза | читайте\sнас | підписуйтесь | підпишіться | читайте\sнас
    | urmărește | urmăriți | kövess | ακολουθήστε | bizi\s
"""
_LETTER = r"""(?:(?:news)?letters?\b | newsletter | e-?mails?\b | inbox | alerts?\b | updates\b | nieuwsbrief
    | nyhetsbrev\w* | infolettre
    | lettre\sd[’']info\w* | bolet[ií]n | biuletyn\w* | subskrypcj\w* | рассылк\w* | розсилк\w* | bülten\w*
    | hírlevél\w* | uutiskir\w*
    | zpravodaj\w* | ενημερωτικ\w* )"""
_SUBSCRIBE = r"""
    (?:please\s|click\shere\sto\s|to\s)?(?:sign\sup|subscribe|register|get\s(?:our|the)|receive\s(?:our|the)
        |don[’']t\smiss\sour|join\sour)\b
    | (?:jetzt\s)?(?:abonnieren\ssie|abonniere|melden\ssie\ssich|melde\sdich|erhalten\ssie|bestellen\ssie
        |mit\sunserem)\b
    | inscrivez | abonnez | recevez | pour\srecevoir\snotre
    | suscr[ií]b[ea] | apúntate | recib[ea]\s(?:nuestr|las|el|en) | regístr[ae]
    | iscriviti | iscrivetevi | ricevi\s | abbonati
    | assine | inscreva | subscreva | receba\s
    | meld\sje | schrijf\sje | abonneer | ontvang\s
    | prenumerera | anmäl\sdig | tilmeld\sdig | meld\sdeg | abonner\s | tilaa\s
    | zapisz\ssię | zapraszamy | subskrybuj | přihlaste | odebírejte
    | подпишитесь | подписывайтесь | підпишіться | підписуйтесь
    | abonează | abonați | înscrie-te | iratkozz | εγγραφείτε | (?:bültenimize|e-bültene)\s
"""
_RIGHTS = r"""(?:all\srights\sreserved | may\snot\sbe\s(?:published|reproduced|copied|republished)
    | alle\srechte\svorbehalten
    | todos\slos\sderechos\sreservados | tous\sdroits\s(?:de\s\w+\s)?réservés
    | tutti\si\sdiritti\s(?:sono\s)?riservati
    | riproduzione\sriservata | todos\sos\sdireitos\sreservados | alle\srechten\svoorbehouden
    | alla\srättigheter | alle\srettigheder
    | alle\srettigheter | wszelkie\sprawa\szastrzeżone | všechna\správa\svyhrazena | все\sправа\sзащищены
    | усі\sправа\sзахищен
    | toate\sdrepturile\srezervate | minden\sjog\sfenntartva | tüm\shakları\ssaklıdır )"""
_BROWSER = r"""(?:you\sare\susing | your\s | ihr\s | dein\s | votre\s | (?:tu|su)\s | il\stuo\s | o\sseu\s
    | uw\s | je\s | din\s | twoja\s | ваш\s)
    .{0,40}(?:browser|navigateur|navegador|webbläsare|przeglądark|браузер).{0,80}
    (?:support|outdated|javascript|css|unterstützt|veraltet
        |supporte|obsolète|compatible|admite|supporta|suporta|ondersteun|stöder|obsług|поддерж|устарел)"""
_ENABLE = r"""(?:please\s|bitte\s|veuillez\s|por\sfavor,?\s)?(?:enable|activate|turn\son
        |aktivieren\ssie|activez|activer|active|habilit[ae]|attiva|ative)\s
    .{0,30}(?:javascript|cookies)"""


def is_call(paragraph: str) -> bool:
    """Whether a paragraph asks to subscribe, to follow or to change the browser, or states who owns the page."""
    return len(paragraph) <= _LONGEST and _calls().search(paragraph) is not None


@cache
def _calls() -> regex.Pattern[str]:
    return regex.compile(
        rf"""{_BEGINS}(?:{_FOLLOW}).{{0,80}}?{_NETWORKS}
    | {_BEGINS}(?:{_SUBSCRIBE}).{{0,100}}?{_LETTER}
    | ^\W*(?:©|\(c\)|copyright)\W{{0,3}}\d{{4}}\b
    | ^\W*(?:©|\(c\)|copyright)\b.{{0,160}}?{_RIGHTS}
    | ^.{{0,60}}?{_RIGHTS}\W*$
    | {_BEGINS}{_BROWSER}
    | {_BEGINS}{_ENABLE}
    """,
        regex.IGNORECASE | regex.VERBOSE | regex.DOTALL,
    )
