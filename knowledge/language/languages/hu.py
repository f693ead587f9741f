"""Hungarian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="hu",
    name="Hungarian",
    stemmer="hungarian",
    ordinals=True,
    titles=words("""
        dr ifj özv id prof gróf br st sz szt ún pl ill kb vö ui uo ford szerk mb mt bt vs ezr alez őrgy szds
        """),
    before_numbers=words("""
        old evf tel okt jan febr feb márc ápr máj jún júl aug szept nov dec
        """),
    abbreviations=words("stb ker u krt krt rt kft zrt nyrt ft mrd évf p r kr u"),
    starters=words("a az ez egy és de is ha hogy mert ezt azt ők mint majd nem ezért viszont"),
)
