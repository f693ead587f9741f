"""Polish."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="pl",
    name="Polish",
    stemmer="polish",
    stop_words=folded("""
        i w we na z ze do od za po o u dla bez pod nad przy przez między oraz lub albo ale że czy jak kiedy
        gdzie dokąd skąd dlaczego ile kto kogo komu czym co czego jaki jaka jakie który która które nie tak jest
        są był była było były będzie się ten ta to ci te on ona ono oni ich jego jej
        """),
    pronouns=folded("on ona ono oni one to ten ta jego jej ich"),
    ordinals=True,
    titles=words("dr prof gen ul św np tzw mgr inż"),
    before_numbers=words("nr s art ust"),
    abbreviations=words("im r tys mln mld zł"),
    starters=words("on ona oni to ale według w na po"),
    link_lists=phrases("""
        czytaj także|czytaj też|czytaj również|czytaj więcej|przeczytaj także|przeczytaj też
        przeczytaj również|zobacz także|zobacz też|zobacz również|polecamy
        """),
)
