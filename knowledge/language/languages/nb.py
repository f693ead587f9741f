"""Norwegian."""

from knowledge.language.language import Language, folded, phrases, words

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
    titles=words("dr prof bl.a f.eks ca"),
    before_numbers=words("kl nr s"),
    starters=words("han hun de det den men i en et"),
    asking={
        "number": "hvor (?:mange|mye|gammel|gamle|lenge|langt?|stor|høy)",
        "year": "når | hvilket år",
        "place": "hvor",
        "name": "hvem",
    },
    places="i | på | fra | ved",
    link_lists=phrases("les også|relaterte artikler"),
)
