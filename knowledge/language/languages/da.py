"""Danish."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="da",
    name="Danish",
    stemmer="danish",
    stop_words=folded("""
        en et den det de i på af til for med om fra ved under over mellem efter før mod uden og eller men som at
        hvis når da hvem hvad hvor hvorfor hvordan hvilken hvilket hvilke mange meget jeg du han hun vi mig dig
        sig ham hende os dem sin sit sine hans hendes er var være været bliver blev har havde kan kunne skal
        skulle vil ville må ikke også denne dette disse
        """),
    pronouns=folded("han hun den det de dette denne disse hans hendes deres"),
    ordinals=True,
    titles=words(
        "dr prof bl.a f.eks fx ca dvs d.v.s mht evt inkl ekskl jf jvf skt vs adm dir pr ang hhv hr fr"
    ),
    before_numbers=words("kl nr s art kap stk tlf jan feb apr aug sept okt nov dec"),
    abbreviations=words("osv etc mfl m.m mio mia kr f.kr e.kr"),
    starters=words("han hun de det den men i en et"),
    link_lists=phrases("læs også|relaterede artikler"),
    talk=Talk(
        greetings="hej( igen/) | hejsa | god (morgen/dag/aften) | goddag",
        thanks="(mange/) tak( for hjælpen/ på forhånd/) | tusind tak",
        praise="(meget/) (nyttigt/hjælpsomt) | godt svar",
        goodbyes="farvel | hej hej | vi ses",
        wellbeing="hvordan (går det/har du det)",
        agreement="ok | okay | ja | nej | godt | fint | jeg forstår | interessant",
        remarks="""
            utroligt | hold da op | (så/helt) (sandt/vildt) | også mig | præcis | hvor (trist/synd) | wow
            """,
        about_the_bot="""
            hjælp( mig/) | hvem er du | hvad er du | hvad kan du( gøre/) | hvordan virker (du/det) |
            hvem har lavet dig | er du (en/et) (bot/robot/menneske) | hvad hedder du
            """,
        clock="hvad er klokken | hvilken dag er det | hvordan er vejret",
        newest="""
            hvilke artikler (har du/er der) | (de/) seneste (nyheder/artikler) | nyheder | hvad er nyt |
            (vis/list)( alle/) artikler | liste | artikler
            """,
        more="mere | fortæl mere | fortsæt | hvad mere | hvad ellers",
        sources="kilde | kilder | hvor står det | hvilken artikel | hvem siger det | link | er du sikker",
        context="sammenhæng | kontekst",
        address="bot | robot",
        before="""
            (kan/kunne/vil) du (venligst/) (sige/fortælle/forklare)( mig/) | (kan/kunne) du |
            (sig/fortæl)( mig/) | ved du( om/) | jeg (vil/ville) gerne (vide/spørge) | jeg har et
            spørgsmål | (et/) spørgsmål | undskyld | ifølge artiklerne
            """,
        after="tak | venligst | er du sød",
        topic="""
            (nogen/seneste/de seneste/mere/) (nyheder/nyt/information/artikler) (om/fra) | (er der/har
            du) (noget/nyheder/artikler) om | (noget/alt) om | fortæl( mig/)( mere/ alt/ noget/) om |
            hvad (ved du/siger artiklerne) om | hvad skete der (med/i)
            """,
        topic_after="nyheder",
        article="(vis/åbn) (artiklen/en artikel) (om/nummer/) | artiklen om | artikel( nummer/)",
        asks="hvem | hvis | hvad | hvornår | hvor | hvorfor | hvordan | hvilken | hvilket | hvilke | hvorfra",
        asks_first="er | har | var",
        oneself="jeg | min | mit | mig | vi",
        now="nu | nuværende | i dag | seneste",
        causes="fordi | derfor | på grund | årsag",
        asks_why="hvorfor",
    ),
)
