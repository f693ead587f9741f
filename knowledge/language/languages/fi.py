"""Finnish."""

from knowledge.language.language import Language, phrases, words

LANGUAGE = Language(
    code="fi",
    name="Finnish",
    stemmer="finnish",
    ordinals=True,
    titles=words("esim mm ns prof tri maist dos toht evp os ent ap vrt nk ts"),
    before_numbers=words("s klo nro n ks art"),
    abbreviations=words("ym jne yms milj mrd mk eaa jaa eKr jKr"),
    starters=words("hän he se ne tämä nämä mutta ja kun jos myös sen hänen että ei on"),
    link_lists=phrases("lue myös"),
)
