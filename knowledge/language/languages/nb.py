"""Norwegian."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="nb",
    name="Norwegian",
    stemmer="norwegian",
    stop_words=folded("""
        en et ei den det de i på av til for med om fra ved under over mellom etter før mot uten hos og eller men
        som at hvis når da hvem hva hvor hvorfor hvordan hvilken hvilket hvilke mange mye jeg du han hun vi dere
        meg deg seg ham henne oss dem min din sin sitt sine hans hennes vår deres denne dette disse er var være
        vært blir ble bli blitt har hadde ha kan kunne skal skulle vil ville må ikke også
        """),
    pronouns=folded("han hun den det de dette denne disse hans hennes deres"),
    number_units=tuple(
        """
        to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue
        tretti førti femti seksti sytti åtti nitti
        """.split()
    ),
    number_scales={"tusen": 3, "million": 6, "millioner": 6, "milliard": 9, "milliarder": 9},
    ordinals=True,
    titles=words("""
        dr prof bl.a f.eks ca dvs d.v.s mht iht evt inkl ekskl jf st vs adm dir ass førsteaman pr ang hhv
        """),
    before_numbers=words("kl nr s art kap tlf jan feb apr aug sept okt nov des"),
    abbreviations=words("osv etc mfl m.m mill mrd kr f.kr e.kr"),
    starters=words("han hun de det den men i en et"),
    asking={
        "number": "hvor (?:mange|mye|gammel|gamle|lenge|langt?|stor|høy)",
        "year": "når | hvilket år",
        "place": "hvor",
        "name": "hvem",
    },
    places="i | på | fra | ved",
    link_lists=phrases("les også|relaterte artikler"),
    talk=Talk(
        greetings="hei( igjen/ alle sammen/) | hallo | god (morgen/dag/kveld) | heisann",
        thanks="(tusen/mange/) takk( for hjelpen/ skal du ha/ på forhånd/) | takker",
        praise="(veldig/) (nyttig/hjelpsomt) | bra svar",
        goodbyes="ha det( bra/) | vi ses | farvel",
        wellbeing="hvordan (går det/har du det)",
        agreement="ok | okei | ja | nei | bra | fint | jeg forstår | den er grei | interessant",
        remarks="utrolig | herregud | (så/helt) (sant/sykt) | jeg også | nettopp | så (trist/synd) | wow",
        about_the_bot="""
            hjelp( meg/) | hvem er du | hva er du | hva kan du( gjøre/) | hvordan virker (du/dette) |
            hvem har laget deg | er du en (bot/robot) | er du (et/) menneske | hva heter du
            """,
        clock="hva er klokka | hva er klokken | hvilken dag er det | hvordan er været",
        newest="""
            hvilke artikler (har du/finnes) | (de/) siste (nyhetene/nyheter/nytt/artiklene) | nyheter |
            hva er nytt | (vis/list)( alle/) (artikler/artiklene) | liste | artikler | hva skjer
            """,
        more="mer | fortell mer | fortsett | hva mer | noe mer",
        sources="kilde | kilder | hvor står det | hvilken artikkel | hvem sier det | lenke | er du sikker",
        context="sammenheng | kontekst",
        address="bot | robot",
        before="""
            (kan/kunne/vil) du (vær så snill/) (si/fortelle/forklare)( meg/) | (kan/kunne) du |
            (si/fortell)( meg/) | vet du( om/) | jeg (vil/ville/skulle) gjerne (vite/spørre/visst) | jeg
            lurer på | (et/jeg har et) spørsmål | unnskyld | ifølge artiklene
            """,
        after="takk | vær så snill | er du snill | vet du det",
        topic="""
            (noen/siste/de siste/mer/) (nyheter/nytt/informasjon/artikler) (om/fra) | (er det/har
            du/finnes det) (noe/nyheter/artikler) om | (noe/alt) om | fortell( meg/)( mer/ alt/ noe/) om
            | hva (vet du/sier artiklene) om | hva (skjedde/har skjedd) (med/i)
            """,
        topic_after="nyheter",
        article="(vis/åpne) (artikkelen/en artikkel) (om/nummer/) | artikkelen om | artikkel( nummer/)",
        asks="hvem | hva | når | hvor | hvorfor | hvordan | hvilken | hvilket | hvilke",
        asks_first="er | har | var",
        oneself="jeg | min | mitt | meg | vi",
        now="nå | nåværende | i dag | siste",
        causes="fordi | derfor | på grunn | årsak",
        asks_why="hvorfor",
    ),
)
