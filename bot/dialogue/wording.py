"""Every sentence that the bot says in a chat or in the terminal's conversation.

The articles' words never come from here. A function makes a sentence that depends on something; everything else is a
constant, so that a translation has one place to start from.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from knowledge import Reason

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "Ask me a question in words, and I will look for it in the articles.",
    Reason.TOO_VAGUE: "Say a bit more: name a person, a place or a thing, and I will look for it in the articles.",
    Reason.NOTHING_FOUND: "The articles do not answer that.",
    Reason.NOT_COVERED: "The articles do not answer that.",
    Reason.QUOTED_BEFORE: "What I have quoted is the closest that the articles come to it.",
}
UNSURE = "I am not sure that this answers it:"
CUT = "Your question is long: I read its first {longest:,} characters."
NEAREST = "The nearest headlines:"
CLOSEST = {
    "ar": "أقرب المقالات إلى سؤالك:",
    "da": "De artikler, der kommer nærmest:",
    "de": "Diese Artikel kommen der Frage am nächsten:",
    "el": "Τα πιο κοντινά άρθρα:",
    "es": "Los artículos que más se acercan:",
    "fa": "نزدیک‌ترین مقاله‌ها:",
    "fr": "Les articles qui s’en approchent le plus :",
    "hi": "सबसे क़रीबी लेख:",
    "it": "Gli articoli che ci vanno più vicino:",
    "nb": "Artiklene som kommer nærmest:",
    "nl": "De artikelen die het dichtst in de buurt komen:",
    "pl": "Najbliższe artykuły:",
    "pt": "Os artigos que chegam mais perto:",
    "ru": "Ближе всего эти статьи:",
    "sv": "De artiklar som kommer närmast:",
    "tr": "En yakın makaleler:",
    "uk": "Найближчі статті:",
    "vi": "Những bài gần nhất:",
}
OTHER_LANGUAGES = {
    "ar": "لا توجد مقالات بلغتك. بحثت في مقالات بهذه اللغات: {languages}.",
    "da": "Der er ingen artikler på dit sprog. Jeg har ledt i artikler på disse sprog: {languages}.",
    "de": "Auf Deutsch gibt es hier keine Artikel. Ich habe in Artikeln in diesen Sprachen gesucht: {languages}.",
    "el": "Δεν υπάρχουν άρθρα στη γλώσσα σας. Έψαξα σε άρθρα σε αυτές τις γλώσσες: {languages}.",
    "es": "No hay artículos en español. He buscado en los artículos en estos idiomas: {languages}.",
    "fa": "مقاله‌ای به زبان شما نیست. در مقاله‌های این زبان‌ها گشتم: {languages}.",
    "fr": "Il n’y a pas d’articles en français. J’ai cherché dans des articles en ces langues : {languages}.",
    "hi": "आपकी भाषा में कोई लेख नहीं है। मैंने इन भाषाओं के लेखों में खोजा: {languages}.",
    "it": "Non ci sono articoli in italiano. Ho cercato negli articoli in queste lingue: {languages}.",
    "nb": "Det finnes ingen artikler på språket ditt. Jeg har lett i artikler på disse språkene: {languages}.",
    "nl": "Er zijn geen artikelen in het Nederlands. Ik heb gezocht in artikelen in deze talen: {languages}.",
    "pl": "Nie ma artykułów w tym języku. Szukałem w artykułach w tych językach: {languages}.",
    "pt": "Não há artigos em português. Procurei em artigos nestas línguas: {languages}.",
    "ru": "Статей на вашем языке нет. Я искал в статьях на этих языках: {languages}.",
    "sv": "Det finns inga artiklar på ditt språk. Jag har letat i artiklar på dessa språk: {languages}.",
    "tr": "Bu dilde makale yok. Şu dillerdeki makalelere baktım: {languages}.",
    "uk": "Статей вашою мовою немає. Я шукав у статтях цими мовами: {languages}.",
    "vi": "Không có bài viết bằng tiếng Việt. Tôi đã tìm trong các bài viết bằng: {languages}.",
}
IN_NO_OTHER_WORDS = "There are no articles in your language. I looked in articles in {languages}."
# What speakers call their own language: it is understood whatever language the sentence is in.
OWN_NAMES = {
    "ar": "العربية",
    "ca": "català",
    "cs": "čeština",
    "da": "dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "español",
    "fa": "فارسی",
    "fi": "suomi",
    "fr": "français",
    "hi": "हिन्दी",
    "hu": "magyar",
    "id": "Bahasa Indonesia",
    "it": "italiano",
    "ja": "日本語",
    "ko": "한국어",
    "nb": "norsk",
    "nl": "Nederlands",
    "no": "norsk",
    "pl": "polski",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sr": "српски",
    "sv": "svenska",
    "tr": "Türkçe",
    "uk": "українська",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
GREETING = "Hello! Ask me anything about the articles, or see /articles for the list."
THANKS = "You are welcome."
AGREEMENT = "All right. Ask me more whenever you like, or see /articles for the list."
GOODBYE = "Goodbye!"
WELLBEING = "All well, thank you. Ask me about the articles."

ABOUT = (
    "I am a bot: I answer questions about the articles with their own words. "
    "Just ask; /help says what else I can do."
)
OUTSIDE = (
    "I only know what the articles say: no clock, no weather, no sums. Ask me about them, or see /articles."
)
NOTHING_BEFORE = "Ask me a question first: then I can show more of its article, and where the answer stands."
LEFT_OUT = "I answered the first {answered} of your questions. Please ask the others again."
LOOKED_IN = "I looked in articles in {languages}."
BY_NAMES = "I found no answer in {spoken}. By its names, your question is about articles in another language."

# Labels of buttons.
MORE = "More"
CONTEXT = "Context"
SOURCE = "Source"
PREVIOUS_PAGE = "« Back"
NEXT_PAGE = "Next »"
ADD = "Add"
REMOVE = "Remove"
CANCEL = "Cancel"
TRY_AGAIN = "Try again"

PASSAGE_GONE = "That passage is no longer in the articles."
ARTICLE_GONE = "That article is no longer here."
NOTHING_MORE = "There is nothing more to show."
BUTTON_UNKNOWN = "That button no longer works. Please ask again."

ASK_USAGE = (
    "Write your question after the command: /ask When was the pact signed?\nOr reply with /ask to a message."
)
ARTICLE_USAGE = "Write the number of an article after the command, as /articles shows it: /article 1"
REMOVE_USAGE = "Write the number of an article after the command, as /articles shows it: /remove 1"
ARTICLE_HINT = "/article N shows one of them."
TEXT_ONLY = "I read questions written as text."
UNKNOWN_COMMAND = "I do not know that command. /help lists those that I do."
TOO_MANY = "That is a lot at once. Please wait a minute."
ASKED_LONG_AGO = "I was away when you asked that. Please ask again if you still want to know."
FAILED = "Something went wrong here, and it has been noted ({code}). Please try again later."

ADMINS_ONLY = "That is for the bot's admins."
TOO_LATE = "That was sent a while ago, so I left it alone. Please send it again if you still mean it."
NO_ADDITIONS = "This knowledge base takes no documents over the chat."

# What admins are told.
NOTHING_CHANGED = "Nothing has changed."
NOTHING_TO_ADD = "Nothing to add."
CANCELLED = "Cancelled. Nothing has changed."
WAITING = "Waiting for another change to finish…"
ADDING = "Adding…"
REMOVING = "Removing…"
GOING_BACK = "Going back…"
RELOADED = "Reloaded"
ADDED = "Added"
CHANGED = "Changed"
REMOVED = "Removed"
REFUSED = "Refused"
NOTED = "Noted"
REPLACES = "Replaces"
NO_RELOAD = "No reload since the start"
DOCUMENT_GONE = "The document is gone from this chat: please send it again."
DOCUMENT_CHANGED = "The document is not the one of this preview: please send it again."
LINK_CHANGED = "The page is not the one of this preview any more: please send the link again."
NO_FEEDS = "There are no feeds: the setting KNOWLEDGE_FEEDS names them."
DOCUMENT_NOT_FETCHED = "The document could not be fetched from Telegram: please try again."
ARTICLE_CHANGED = "That article has changed or is gone: see /articles."
BEING_DONE = "This is being done already."
DECIDED = "This was decided already."
CHANGE_FAILED = "Something went wrong here, and it has been noted in the log."

# The menus of commands, by kind of chat.
MENU_PRIVATE = {
    "help": "What I can do",
    "articles": "The list of articles",
    "article": "One article: /article 1",
    "ask": "Ask a question, or just write it",
    "privacy": "What I keep about you",
    "forget": "Erase what you keep about me",
}
MENU_GROUP = {
    "ask": "Ask about the articles",
    "help": "What I can do here",
}
MENU_ADMIN = MENU_PRIVATE | {
    "status": "What is loaded, and since when",
    "feeds": "The feeds, and what came of them",
    "reload": "Read the articles again",
    "remove": "Remove an article: /remove 1",
    "undo": "Take back the last addition or removal",
}

HELP_TERMINAL = """\
Write a question, and I reply with the passages that answer it, word for word.

/articles [PAGE] – the list of articles
/article N – one article: headline, facts, first lines
/context N – quotation N with the paragraphs around it
/more – the next quotations
/reload – read the articles again
/quit – leave (or Ctrl-D)"""


def looked_in(languages: Iterable[str]) -> str:
    """Says in which languages the articles are that were looked in; ``languages`` are codes."""
    return LOOKED_IN.format(languages=_named(languages))


def in_other_languages(languages: Iterable[str], spoken: str) -> tuple[str, str]:
    """Says that there are no articles in a person's language, and what stands before those that come closest.

    It is said in that language where there are words for it. Both are codes.
    """
    sentence = OTHER_LANGUAGES.get(spoken, IN_NO_OTHER_WORDS)
    return sentence.format(languages=_named(languages)), CLOSEST.get(spoken, NEAREST)


def found_by_names(spoken: str) -> str:
    """Says that articles in other languages have the names of a question; ``spoken`` is its language, as a code."""
    return BY_NAMES.format(spoken=OWN_NAMES.get(spoken, spoken))


def left_out(answered: int) -> str:
    """Says that a message held more questions than were answered."""
    return LEFT_OUT.format(answered=answered)


def _named(languages: Iterable[str]) -> str:
    return ", ".join(OWN_NAMES.get(code, code) for code in languages)


def read_as(corrections: Iterable[tuple[str, str]]) -> str:
    """Says how the typos of a question were read; empty when it has none."""
    readings = [f"“{typed}” as “{read}”" for typed, read in corrections]
    return f"I read {', '.join(readings)}." if readings else ""


def start(name: str, articles: int, examples: tuple[str, ...]) -> str:
    """The first message in a private chat, with questions to try."""
    lines = [
        (
            f"I am {name}. I answer questions about {counted(articles, 'article')} with the articles' own words, "
            "quoted and cited. Where they do not answer, I say so."
        ),
    ]
    if examples:
        lines += ["", "Try one of these:", *(f"• {example}" for example in examples)]
    return "\n".join([*lines, "", "/help says what else I can do."])


def help_private(*, is_admin: bool, privacy_mode: str | None) -> str:
    """``/help`` in a private chat."""
    lines = [
        (
            "Write a question, and I reply with the passages that answer it, word for word, with headline, "
            "publisher, date and paragraph. I write nothing about the world myself."
        ),
        "",
        (
            "Ask on right after an answer, or reply to it: I take that as a follow-up. Context shows the paragraphs "
            "around a quotation, More the next quotations, Source opens the page."
        ),
        "",
        "/articles – the list of articles",
        "/article N – one article: headline, facts, first lines",
        "/privacy – what I keep about you; /forget erases it",
        "/help – this text",
        "",
        "In a group: /ask and your question, or /ask as a reply to a message.",
    ]
    if is_admin:
        lines += [
            "",
            "For admins:",
            "/status – what is loaded, and since when",
            "/feeds – the feeds, and what came of them the last time",
            "/reload – read the articles again",
            "/remove N – remove article N",
            "/undo – take back the last addition or removal",
            "Send a document (.txt, .md, .html, .json, .csv, .docx, .pdf and others) to add or replace articles,",
            "or a link to one.",
        ]
    if privacy_mode:
        lines += ["", privacy_mode]
    return "\n".join(lines)


def help_group(username: str, privacy_mode: str) -> str:
    """``/help`` in a group."""
    return "\n".join(
        [
            "Ask about the articles, and I reply with their own words:",
            "/ask question – an answer to the question",
            "/ask as a reply to a message – an answer to that message",
            "Reply to one of my answers to ask a follow-up.",
            f"With other bots here, write /ask@{username}.",
            "",
            privacy_mode,
        ]
    )


def privacy_mode(username: str, *, reads_all: bool) -> str:
    """What Telegram shows the bot in groups; ``reads_all`` is ``get_me().can_read_all_group_messages``."""
    if reads_all:
        return (
            f"Privacy mode is off: Telegram shows me every message in a group. I answer /ask, replies to my messages "
            f"and mentions of @{username}, and leave everything else alone, unread and unkept."
        )
    return (
        "Privacy mode is on: in a group Telegram shows me only commands and replies to my messages. "
        f"Use /ask; a plain mention of @{username} does not reach me."
    )


def greeting_group(username: str, privacy: str) -> str:
    """The first message in a group that the bot was added to."""
    return f"Hello! Ask me about the articles with /ask and your question.\n\n{privacy}\n\n/help@{username} says more."


PRIVACY_TERMINAL = "I keep nothing about you: your questions are gone when you leave this conversation."


def privacy(retention_days: float) -> str:
    """``/privacy``: what is kept for how long, and how to erase it."""
    days = "1 day" if retention_days == 1 else f"{retention_days:g} days"
    return "\n".join(
        [
            "What I keep about you:",
            "",
            (
                "Your message, from its arrival until it is answered, so that it is not lost when I am restarted. Then "
                "its words are erased, and only its number stays for two days. A message that I cannot read stays for "
                f"up to {days}."
            ),
            "",
            (
                f"The question that an answer belongs to, and which passages it quoted, for {days}, to make follow-ups "
                "and the More button work. "
                "Your id and the chat's stand beside it as codes that only I can connect with you. /forget erases all "
                "of it, in every chat."
            ),
            "",
            (
                "The log holds no questions and no names. What admins send as documents becomes part of the articles; "
                "with it I note the admin's numeric id and the time. I show nothing to any other service: there is "
                "none behind me."
            ),
        ]
    )


FORGOTTEN = "Done: what I kept about you is erased. My answers stay in the chats until you delete them there."
NOT_FORGOTTEN = "My memory cannot be changed just now, so nothing was erased. Please try again later."


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles", "1,200 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def cut(longest: int) -> str:
    """Says that only the beginning of a question was read; ``longest`` counts characters."""
    return CUT.format(longest=longest)


def page_of_articles(articles: int, page: int, pages: int) -> str:
    """The first line of the list of articles."""
    count = counted(articles, "article")
    return f"{count}, page {page} of {pages}:" if pages > 1 else f"{count}:"


def progress(stage: str, done: int, total: int) -> str:
    """How far a reload is."""
    share = f"{100 * done // total} %" if total else "…"
    return f"{stage.capitalize()} the articles: {share}"


def languages(counts: dict[str, int]) -> str:
    """The languages of the articles with their numbers."""
    return ", ".join(f"{language} {count}" for language, count in counts.items())


def found_by_chance(coverage: dict[str, float]) -> str:
    """How much of its words a question finds in articles that do not answer it, by language: shares in [0, 1]."""
    if not coverage:
        return "nothing to compare: there is one article in each language"
    shares = ", ".join(f"{language} {100 * share:.0f} %" for language, share in coverage.items())
    return f"{shares} of a question's words, in articles that do not answer it"


def last_reload(at: datetime, added: int, changed: int, removed: int, refused: int) -> str:
    """When the last reload was and what it changed."""
    return f"Last reload {moment(at)}: {added} added, {changed} changed, {removed} removed, {refused} refused"


def failed_reload(at: datetime, reason: str) -> str:
    """When the last reload was and why it failed."""
    return f"Last reload {moment(at)}, failed: {reason}"


def feed(at: datetime | None, kept: int, new: int) -> str:
    """When a feed was asked the last time, and how many articles it has brought."""
    if at is None:
        return "not asked yet"
    return f"asked {moment(at)}: {new:,} new, {counted(kept, 'article')} in all"


def feed_trouble(reason: str) -> str:
    """What went wrong with a feed the last time."""
    return f"Trouble: {reason}"


def link_not_fetched(reason: str) -> str:
    """Why a link could not be fetched; ``reason`` goes on from "it"."""
    return f"The link could not be read: {reason}."


def failure(reason: str) -> str:
    """Why a change was not made."""
    return f"{NOTHING_CHANGED} {reason}"


def more_notes(count: int, about: str) -> str:
    """That there are so many more notes about a field."""
    return f'{count:,} more about "{about}"'


def check_report(articles: int, refused: int, notes: int) -> str:
    """What a check found, in one line: how much can be quoted, was refused, and was read with a note."""
    return ", ".join(
        (
            f"{counted(articles, 'article')} can be quoted",
            f"{refused:,} refused" if refused else "nothing refused",
            counted(notes, "note") if notes else "no notes",
        )
    )


def too_large(size: int, largest: int) -> str:
    """Why a document is refused; both in bytes."""
    return f"The document has {size / 1e6:.1f} MB; up to {largest // 1024**2} MB are read."


def and_more(number: int) -> str:
    """How many further lines a list has that are not shown."""
    return f"… and {number:,} more"


def day(value: date) -> str:
    """A date as a reader writes it: 4 Feb 2023."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """A time as admins read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def took(title: str, seconds: float) -> str:
    """What was done and how long it took."""
    return f"{title} in {seconds:.2f} s."


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:.0f} MB"


def undone(change: str) -> str:
    """The title of what ``/undo`` did; ``change`` is what was taken back, such as "removed a.md"."""
    return f"Undone: {change},"


def languages_line(counts: dict[str, int]) -> str:
    """A line of the status: the languages of the articles."""
    return f"Languages: {languages(counts)}"


def loaded(seconds: float, at: datetime) -> str:
    """A line of the status: how long loading took, and when it was."""
    return f"Loaded in {seconds:.2f} s on {moment(at)}"


def memory(size: int) -> str:
    """A line of the status: the memory in use, in bytes."""
    return f"Memory: {megabytes(size)}"


def running(since: datetime, version: str) -> str:
    """A line of the status: since when the bot has been running."""
    return f"Running since {moment(since)}, version {version}"


def now(articles: int) -> str:
    """The last line of a report: how many articles there are now."""
    return f"Now {counted(articles, 'article')}."


def ask_to_add(articles: int) -> str:
    """The question under a preview."""
    return f"Add {counted(articles, 'article')}?"


def shrunk(before: int, gone: int, new: int) -> str:
    """What the source has lost: how many articles it held, how many of those are gone, and how many it has got."""
    others = f" and {counted(new, 'new one')}" if new else ""
    return f"The folder now holds {before - gone:,} of {counted(before, 'article')}{others}."


def ask_to_lose(before: int, gone: int, new: int) -> str:
    """The question before a reload takes a loss that may be an accident."""
    return (
        f"{shrunk(before, gone, new)} Removed would be {gone:,}. Nothing has changed yet.\n\n"
        "If the folder is not as it should be, put it right and send /reload. /undo does not bring these articles back."
    )


def lose(gone: int) -> str:
    """The label of the button that takes such a loss."""
    return f"{REMOVE} {counted(gone, 'article')}"


def shrunk_meanwhile(before: int, gone: int, new: int) -> str:
    """Why no other change is made while the source has lost so much."""
    return f"{shrunk(before, gone, new)} Put it right, or send /reload to take it as it is."


def ask_to_remove(number: int) -> str:
    """The question before an article is removed; ``number`` is its number in the list."""
    return f"Remove article {number}?"
