"""Swedish."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="sv",
    name="Swedish",
    stemmer="swedish",
    stop_words=folded("""
        en ett den det de i på av till för med om från vid under över mellan efter före mot utan och eller men
        som att om när då vem vad var varför hur vilken vilket vilka många mycket jag du han hon vi mig dig sig
        honom henne oss dem sin sitt sina hans hennes är var vara varit blir blev har hade kan kunde ska skulle
        vill ville måste inte också denna detta dessa
        """),
    pronouns=folded("han hon den det de detta denna dessa hans hennes deras"),
    titles=words(
        "dr prof doc bl.a t.ex ca dvs d.v.s f.d s.k m.fl p.g.a t.o.m fr.o.m resp ev inkl exkl hr jfr vs"
    ),
    before_numbers=words("kl nr s art kap sid tel jan feb apr aug sept okt nov dec"),
    abbreviations=words("osv etc mfl m.m mm f.kr e.kr"),
    starters=words("han hon de det den men i en"),
    link_lists=phrases("läs också|läs även|läs mer|relaterade artiklar"),
    talk=Talk(
        greetings="hej( på er/ igen/) | hejsan | tjena | god (morgon/dag/kväll)",
        thanks="tack( så mycket/ på förhand/) | tackar",
        praise="(mycket/) (hjälpsamt/användbart) | bra svar",
        goodbyes="hej då | vi ses | adjö",
        wellbeing="hur (mår du/är läget/går det)",
        agreement="ok | okej | ja | nej | bra | jag förstår | fint | toppen | intressant",
        remarks="""
            otroligt | herregud | (så/helt) (sant/sjukt) | jag också | precis | vad (tråkigt/synd) | wow
            """,
        about_the_bot="""
            hjälp( mig/) | vem är du | vad är du | vad kan du( göra/) | hur fungerar (du/det) | vem har
            (gjort/skapat) dig | är du en (bot/robot/människa) | vad heter du
            """,
        clock="vad är klockan | hur mycket är klockan | vilken dag är det | vad är det för väder",
        newest="""
            vilka artiklar (har du/finns det) | (de/) senaste (nyheterna/nyheter/artiklarna) | nyheter |
            vad är nytt | (lista/visa)( alla/) (artiklar/artiklarna) | lista | artiklar
            """,
        more="mer | berätta mer | fortsätt | vad mer | något mer",
        sources="källa | källor | var står det | vilken artikel | vem säger det | länk | är du säker",
        context="sammanhang | kontext",
        address="bot | robot",
        before="""
            (kan/skulle) du (kunna/) (snälla/) (säga/berätta/förklara)( för mig/ mig/) | (kan/skulle) du
            | (säg/berätta)( för/) mig | snälla | vet du( om/) | jag (vill/skulle vilja) (gärna/)
            (veta/fråga) | jag undrar | (en/jag har en) fråga | ursäkta | enligt artiklarna
            """,
        after="tack | snälla | är du snäll | vet du det",
        topic="""
            (några/senaste/de senaste/mer/) (nyheter/nytt/information/artiklar) (om/från) | (finns
            det/har du) (något/nyheter/artiklar) om | (något/allt) om | berätta( mer/ allt/ något/ för
            mig/) om | vad (vet du/säger artiklarna) om | vad (hände/har hänt) (med/i)
            """,
        topic_after="nyheter",
        article="(visa/öppna) (artikeln/en artikel) (om/nummer/) | artikeln om | artikel( nummer/)",
        asks="vem | vems | vad | när | var | varför | hur | vilken | vilket | vilka | varifrån | vart",
        asks_first="är | har | var det | finns",
        oneself="jag | min | mitt | mig | vi",
        now="nu | nuvarande | just nu | idag | senaste",
        causes="därför | eftersom | på grund | orsak | för att",
        asks_why="varför",
    ),
)
