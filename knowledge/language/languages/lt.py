"""Lithuanian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="lt",
    name="Lithuanian",
    stemmer="lithuanian",
    titles=words("dr prof doc akad gen plk kpt ltn pvz vad t.y šv a.a p vysk kun red gyd inž"),
    before_numbers=words("nr str p psl pav tel"),
    abbreviations=words("pan kt tūkst mln mlrd m d val g pr a raj sav apskr"),
    starters=words("jis ji jie tai bet ir kai jei šis ši po pagal anot taip ne yra"),
)
