"""Polish."""

from knowledge.language.language import Language, folded, words

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
    titles=words("""
        dr prof gen płk ppłk mjr kpt por sierż asp insp podinsp kom ks abp bp o ul al pl os św bł np tzw tj tzn mgr
        inż hab lek med red mec adw prok min ds dot wg woj pow gm godz zob m.in n.p ws przew zast
        """),
    before_numbers=words("nr nry s str art ust pkt par poz tel t vol"),
    abbreviations=words("im r w tys mln mld zł gr st itd itp ww jw proc"),
    starters=words("""
        on ona oni to ale według w na po nie jak gdy od do za z przed jednak jego jej ich ten ta te tak też
        """),
)
