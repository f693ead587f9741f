"""Polish."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="pl",
    name="Polish",
    stemmer="polish",
    stop_words=folded("""
        i w we na z ze do od za po o u dla bez pod nad przy przez między oraz lub albo ale że czy jak kiedy
        gdzie dokąd skąd dlaczego ile kto kogo komu czym co czego jaki jaka jakie który która które nie tak jest
        są był była było były będzie się ten ta to ci te on ona ono oni ich jego jej
        """),
    pronouns=folded("on ona ono oni one to ten ta jego jej ich"),
    ordinals=True,
    titles=words("""
        dr prof gen płk ppłk mjr kpt por sierż asp insp podinsp kom ks abp bp o ul al pl os św bł np tzw tj tzn mgr
        inż hab lek med red mec adw prok min ds dot wg woj pow gm godz zob m.in n.p ws przew zast
        """),
    before_numbers=words("nr nry s str art ust pkt par poz tel t vol"),
    abbreviations=words("im r w tys mln mld zł gr st itd itp ww jw proc"),
    starters=words("""
        on ona oni to ale według w na po nie jak gdy od do za z przed jednak jego jej ich ten ta te tak też
        """),
    link_lists=phrases("""
        czytaj także|czytaj też|czytaj również|czytaj więcej|przeczytaj także|przeczytaj też
        przeczytaj również|zobacz także|zobacz też|zobacz również|polecamy
        """),
    talk=Talk(
        greetings="cześć | hej | dzień dobry | dobry wieczór | witam | witaj | siema",
        thanks="(bardzo/) (dziękuję/dzięki)( bardzo/ za pomoc/ z góry/) | wielkie dzięki",
        praise="(bardzo/) (pomocne/przydatne) | (dobra/świetna) odpowiedź",
        goodbyes="do widzenia | pa | na razie | dobranoc",
        wellbeing="co słychać | jak się masz | jak leci",
        agreement="ok | okej | tak | nie | dobrze | rozumiem | jasne | super | świetnie | ciekawe",
        remarks="""
            niemożliwe | nie wierzę | o (boże/kurde/rany) | ale (jaja/heca) | szkoda | (to/) prawda | dokładnie
            | ja też | masakra | wow | niesamowite
            """,
        about_the_bot="""
            pomoc | pomóż( mi/) | kim jesteś | czym jesteś | co (umiesz/potrafisz/możesz zrobić) | jak
            działasz | kto cię (stworzył/zrobił) | czy jesteś (botem/robotem/człowiekiem) | jak masz na
            imię
            """,
        clock="która godzina | która jest godzina | jaki (mamy/jest) dzisiaj dzień | jaka jest pogoda",
        newest="""
            jakie (masz artykuły/są artykuły) | (najnowsze/ostatnie) (wiadomości/artykuły) | wiadomości
            | co nowego | (pokaż/wypisz)( wszystkie/) artykuły | lista( artykułów/) | artykuły
            """,
        more="więcej | powiedz więcej | kontynuuj | co jeszcze | coś jeszcze",
        sources="""
            źródło | źródła | gdzie to (jest/) napisane | który artykuł | kto tak mówi | link | na pewno
            """,
        context="kontekst",
        address="bot | bocie | robocie",
        before="""
            (czy/) (możesz/mógłbyś/mogłabyś) (proszę/) (mi/) (powiedzieć/wyjaśnić)( mi/) |
            (powiedz/proszę powiedz)( mi/) | proszę | czy wiesz | (chcę/chciałbym/chciałabym)
            (wiedzieć/zapytać/się dowiedzieć) | mam pytanie | pytanie | przepraszam | zastanawiam się |
            według artykułów
            """,
        after="proszę | jeśli możesz",
        topic="""
            (najnowsze/jakieś/jakie są/więcej/) (wiadomości/informacje/artykuły/informacji/newsy) (o/na
            temat/z/dotyczące) | (czy jest/czy masz/masz) (coś/cokolwiek/wiadomości/artykuły) (o/na
            temat) | (coś/wszystko/cokolwiek) (o/na temat) | (opowiedz/powiedz)( mi/)( wszystko/ coś/
            więcej/) (o/na temat) | co (wiesz/wiadomo/mówią artykuły) (o/na temat) | co (się stało/stało
            się) (z/w)
            """,
        topic_after="wiadomości",
        article="(pokaż/otwórz) artykuł (o/numer/) | artykuł( numer/ o/)",
        asks="""
            kto | kogo | komu | kim | co | czego | kiedy | gdzie | dokąd | skąd | dlaczego | czemu | jak
            | jaki | jaka | jakie | który | która | które | ile | czy | czyj
            """,
        oneself="ja | mój | moja | mi | mam | my",
        now="teraz | obecny | obecna | obecnie | dzisiaj | aktualny | ostatni",
        causes="ponieważ | bo | gdyż | powodu | przyczyna",
        asks_why="dlaczego | czemu",
    ),
)
