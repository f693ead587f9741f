"""Czech."""

from knowledge.language.language import Language, phrases, words

LANGUAGE = Language(
    code="cs",
    name="Czech",
    stemmer="czech",
    ordinals=True,
    titles=words("""
        mudr mddr judr phdr rndr thdr paeddr pharmdr mvdr icdr ing mgr bc doc prof dr mga akad plk pplk mjr kpt por
        gen npor čs tzv tzn např mj resp popř příp sv ul nám tř p pí sl vs cca odst tj
        """),
    before_numbers=words("č čl s str odst písm sv obr tel"),
    abbreviations=words("tis mil mld atd apod r st stol kč al"),
    starters=words("""
        a ale to ten ta v ve na po podle při však on ona oni jeho její jejich když jak za od do s se z ze tento tato
        """),
    link_lists=phrases("čtěte také|přečtěte si také"),
)
