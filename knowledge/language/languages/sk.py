"""Slovak."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="sk",
    name="Slovak",
    ordinals=True,
    titles=words("""
        mudr mddr judr phdr rndr thdr paeddr pharmdr mvdr ing mgr bc doc prof dr akad plk pplk mjr kpt por gen npor
        tzv napr resp príp sv ul nám tr p vs cca ods tj
        """),
    before_numbers=words("č čl s str ods písm obr tel"),
    abbreviations=words("tis mil mld atď apod r st stor al"),
    starters=words("""
        a ale to ten tá v vo na po podľa pri však on ona oni jeho jej ich keď ako za od do s so z zo tento táto
        """),
)
