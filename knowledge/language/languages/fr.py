"""French."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="fr",
    name="French",
    stemmer="french",
    elides=True,
    stop_words=folded("""
        le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez entre vers contre
        depuis pendant avant après et ou mais donc or ni car si que qu qui quoi dont où quand comment pourquoi
        combien quel quelle quels quelles lequel laquelle je j tu il elle on nous vous ils elles me m te t se s
        lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces cela ça est sont
        était étaient être été a ont avait avoir eu fait ne n pas plus très aussi y est-ce sera
        """),
    pronouns=folded("il elle ils elles cela ceci celui celle ceux son sa ses leur leurs"),
    pointing=words("il elle ils elles lui leur leurs cela ça cette cet ces"),
    pointing_last=words("y là"),
    continuing=words("et mais"),
    number_units=tuple(
        """
        deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt trente
        quarante cinquante soixante - - -
        """.split()
    ),
    number_scales={"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    titles=words("m mm mme mmes mlle mgr me dr pr"),
    before_numbers=words("art vol fig pp p env"),
    abbreviations=words("etc st ste av bd"),
    starters=words("il elle ils elles mais selon dans cette cet"),
    articles=words("le la les un une"),
    asking={
        "number": "combien",
        "year": "quand",
        "place": "où",
        "name": "qui",
    },
    asks_age="quel âge",
    tells_age="âgée? | née? | ans",
    places="à | de",
    link_lists=phrases("""
        articles liés|à lire aussi|lire aussi|sur le même sujet|lire également|à lire également|voir aussi
        pour aller plus loin|à découvrir aussi
        """),
    furniture=phrases("publicité|partager|haut de page"),
)
