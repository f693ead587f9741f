"""Serbian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="sr",
    name="Serbian",
    stemmer="serbian",
    titles=words("""
        др проф мр доц акад инж дипл ген пук св ул тзв нпр тј односно гђа гђица г dr prof mr doc akad ing inž dipl gen
        sv ul tzv npr tj gđa
        """),
    before_numbers=words("бр чл ст стр br čl st str"),
    abbreviations=words("итд сл хиљ мил млрд год itd sl hilj mil mlrd god"),
    starters=words("""
        и а али то тај та у на по према при он она они када како за од до с са из но након i a ali to taj ta u na po
        prema pri on ona oni kada kako za od do s sa iz no nakon
        """),
)
