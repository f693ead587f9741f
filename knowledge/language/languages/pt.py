"""Portuguese."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="pt",
    name="Portuguese",
    stemmer="portuguese",
    stop_words=folded("""
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sobre
        entre até desde ao à aos às e ou mas se que quem quando onde como porque quanto quanta quantos quantas
        qual quais eu tu ele ela nós eles elas me te lhe seu sua seus suas este esta esse essa isto isso aquele
        é são era eram foi foram ser sido está estão tem têm tinha ter há não mais também já muito
        """),
    pronouns=folded("ele ela eles elas isto isso este esta esse essa seu sua"),
    pointing=words("ele ela eles elas isso esse essa seu sua"),
    continuing=words("e mas"),
    number_units=tuple(
        """
        dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete
        dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa
        """.split()
    ),
    number_scales={"mil": 3, "milhão": 6, "milhões": 6},
    titles=words("sr sra dr dra prof exmo exma Av"),
    before_numbers=words("art vol fig pp p nº"),
    abbreviations=words("etc"),
    starters=words("ele ela eles elas mas segundo no na em"),
    articles=words("o a os as um uma"),
    asking={
        "number": "quant[oaei]",
        "year": "quando",
        "place": "onde",
        "name": "quem",
    },
    asks_age="quantos anos tem",
    tells_age="anos",
    places="de",
    link_lists=phrases("""
        artigos relacionados|leia também|leia mais|notícias relacionadas|veja também|veja mais|leia ainda
        """),
    furniture=phrases("publicidade|compartilhar"),
)
