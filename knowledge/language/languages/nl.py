"""Dutch."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="nl",
    name="Dutch",
    stemmer="dutch",
    stop_words=folded("""
        de het een van in op aan met voor door bij uit over onder tussen naar om tot en of maar want als dan dat
        die dit deze wie wat waar wanneer waarom hoe hoeveel welke welk ik jij je hij zij ze wij we u hun hen
        hem haar zijn is was waren ben wordt werd worden heeft hebben had kan niet ook nog al er te
        """),
    pronouns=folded("hij zij ze het deze dit dat zijn haar hun"),
    number_units=tuple(
        """
        twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
        achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
        """.split()
    ),
    number_scales={"duizend": 3, "miljoen": 6, "miljard": 9},
    titles=words("""
        dhr mevr mw mej dr drs prof ir ing mr jhr ds o.a o.m bijv bv d.w.z m.a.w m.n nl zgn zg zogen resp excl incl
        vgl ca plm t.a.v t.o.v i.v.m d.d
        """),
    before_numbers=words("art blz nr pag par hfst p jan feb mrt apr jun jul aug sep sept okt nov dec"),
    abbreviations=words("enz st mln mld ongev sr"),
    starters=words("hij zij ze het maar volgens een"),
    articles=words("de het een"),
    link_lists=phrases("lees ook|gerelateerde artikelen|lees meer|meer over dit onderwerp"),
    furniture=phrases("advertentie|delen"),
    talk=Talk(
        greetings="hallo | hoi | hi | hey | goedendag | goede(morgen/middag/navond) | dag",
        thanks="dank (je/u)( wel/) | bedankt | dankjewel | dankuwel | hartelijk dank | bedankt voor",
        praise="(heel/erg/zeer/) (behulpzaam/nuttig) | goed antwoord | goed gedaan",
        goodbyes="tot ziens | doei | dag dag",
        wellbeing="hoe gaat het( met je/) | alles goed",
        agreement="ok | oké | ja | nee | goed | prima | begrepen | mooi | interessant | duidelijk",
        remarks="""
            ongelooflijk | (echt/heel/zo) (waar/erg/triest/gek) | geloof ik niet | mijn god | wat
            (erg/jammer/een verhaal) | precies | ik ook | bizar | echt niet | wow
            """,
        about_the_bot="""
            help( me/) | wie ben je | wat ben je | wat kun je( doen/) | wat kan je | hoe werk je | hoe
            werkt (dit/het) | wie heeft je gemaakt | ben je een (bot/robot/mens) | hoe heet je | spreek
            je (nederlands/engels)
            """,
        clock="hoe laat is het | welke dag is het | wat is de datum | wat voor weer",
        newest="""
            (welke/wat voor) artikelen (heb je/zijn er) | (het/) (laatste/) nieuws( van vandaag/) | wat
            is er nieuw | (de/) lijst | (toon/geef)( me/)( alle/) (de/) artikelen | artikelen | nieuws
            """,
        more="meer | vertel( me/) meer | ga (door/verder) | wat nog meer | verder | meer details",
        sources="""
            (de/) bron | bronnen | waar staat dat | welk artikel | wie zegt dat | link | weet je het
            zeker
            """,
        context="(de/) context | in welke context",
        address="bot | robot | vriend",
        before="""
            (kun/kan/kunt/zou/zou je kunnen) (je/u) (me/mij/) (alsjeblieft/)
            (vertellen/zeggen/uitleggen) | (kun/kan/kunt) (je/u) | (vertel/zeg)( me/ mij/) |
            (alsjeblieft/alstublieft/aub) | (weet/weten) (je/u/jullie)( of/) | ik (wil/zou) (graag/)
            (weten/vragen/willen weten) | ik heb een vraag | (een/) vraag | ik vraag me af | sorry |
            volgens de artikelen
            """,
        after="alsjeblieft | alstublieft | aub | als je (kunt/het weet)",
        topic="""
            (het/laatste/het laatste/enig/meer/) (nieuws/informatie/artikelen/info) over | (is er/heb
            je) (iets/nieuws/artikelen) over | (iets/alles) over | (vertel/zeg)( me/)( alles/ iets/
            meer/) over | wat (weet je/zeggen de artikelen) over | wat (is er gebeurd/gebeurde er)
            (met/in) | hoe zit het met
            """,
        topic_after="nieuws",
        article="""
            (toon/open)( me/) (het/een) artikel (over/nummer/) | (het/een) artikel over | artikel(
            nummer/)
            """,
        instead="en hoe zit het met",
        asks="wie | wat | wanneer | waar | waarom | hoe | hoeveel | welke | welk | wiens",
        asks_first="is | zijn | was | heeft | hebben | werd",
        oneself="ik | mijn | mij | wij | ons",
        now="nu | huidige | momenteel | vandaag | laatste | recent",
        causes="omdat | wegens | oorzaak | reden | want | vanwege",
        asks_why="waarom",
        sums="plus | min | keer | gedeeld | door | hoeveel | is | x",
    ),
)
