"""Romanian."""

from knowledge.language.language import Language, folded, phrases

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
    asking={
        "number": r"câ[tț]\w*",
        "year": "când | ce an",
        "place": "unde",
        "name": "cine",
    },
    places="la | din",
    link_lists=phrases("citește și|citiți și"),
)
