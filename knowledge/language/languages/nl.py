"""Dutch."""

from knowledge.language.language import Language, folded, phrases, words

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
    titles=words("dhr mevr mw dr prof drs ir mr o.a bijv"),
    before_numbers=words("art blz nr"),
    abbreviations=words("enz st"),
    starters=words("hij zij ze het maar volgens een"),
    articles=words("de het een"),
    link_lists=phrases("lees ook|gerelateerde artikelen|lees meer|meer over dit onderwerp"),
    furniture=phrases("advertentie|delen"),
)
