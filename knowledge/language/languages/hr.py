"""Croatian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="hr",
    name="Croatian",
    ordinals=True,
    titles=words("""
        dr prof mr doc akad ing dipl gen puk boj sv ul tzv npr tj odn gđa gđica gosp g vs cca mons
        """),
    before_numbers=words("br čl st str toč tel"),
    abbreviations=words("itd sl tis mil mlrd god st"),
    starters=words(
        "i a ali to taj ta u na po prema pri on ona oni njegov njezin kada kako za od do s sa iz no nakon"
    ),
)
