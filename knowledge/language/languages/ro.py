"""Romanian."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="ro",
    name="Romanian",
    stemmer="romanian",
    stop_words=folded("""
        un o unei unui unor al a ai ale cel cea cei cele de la în din pe cu fără pentru prin spre către despre
        între până după și sau dar ori nici că să dacă ce cine cui care când unde cum cât câtă câți câte eu tu
        el ea noi ei ele îl îi le se și-a lui lor său sa săi sale acest această acesta aceasta este e sunt era
        erau fi fost a au avea avut are nu mai foarte
        """),
    pronouns=folded("el ea ei ele acesta aceasta aceștia acestea"),
    titles=words("""
        dl dlui dna dnei d-na dra d-ra dr prof conf lect ing arh av gen col lt mr cpt str bd șos nr jud com pt ex
        aprox sf sec cca vs
        """),
    before_numbers=words(
        "art alin lit vol fig pag p pct cap tel ian feb mar apr iun iul aug sept oct nov dec"
    ),
    abbreviations=words("etc mil mld î.Hr d.Hr ș.a"),
    asking={
        "number": r"câ[tț]\w*",
        "year": "când | ce an",
        "place": "unde",
        "name": "cine",
    },
    places="la | din",
    link_lists=phrases("citește și|citiți și"),
)
