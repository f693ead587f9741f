"""Italian."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="it",
    name="Italian",
    stemmer="italian",
    elides=True,
    stop_words=folded("""
        il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei degli delle al allo
        alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle e ed o ma se che chi cui
        quando dove come perché quanto quanta quanti quante quale quali io tu lui lei noi voi loro mi ti si ci
        vi ne suo sua suoi sue questo questa questi queste quello quella è sono era erano essere stato ha hanno
        aveva avere non più anche cosa
        """),
    pronouns=folded("lui lei loro egli ella essi questo questa questi queste suo sua"),
    pointing=words("lui lei loro ciò questo questa suo sua"),
    continuing=words("e ma"),
    number_units=tuple(
        """
        due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
        diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta
        """.split()
    ),
    number_scales={"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    titles=words("sig sigg dott dott.ssa avv ing prof on gen dr"),
    before_numbers=words("art vol fig pp p"),
    abbreviations=words("ecc"),
    starters=words("lui lei loro ma secondo nel nella questo questa"),
    articles=words("il lo la i gli le un una"),
    asking={
        "number": "quant[oaei]",
        "year": "quando",
        "place": "dove",
        "name": "chi",
    },
    asks_age="quanti anni ha",
    tells_age="anni | nat[oa]",
    link_lists=phrases("""
        leggi anche|articoli correlati|potrebbe interessarti|leggi anche questo|ti potrebbe interessare
        """),
    furniture=phrases("pubblicità|condividi"),
)
