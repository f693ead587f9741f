"""Danish."""

from knowledge.language.language import Language, folded, words

LANGUAGE = Language(
    code="da",
    name="Danish",
    stemmer="danish",
    stop_words=folded("""
        en et den det de i på af til for med om fra ved under over mellem efter før mod uden og eller men som at
        hvis når da hvem hvad hvor hvorfor hvordan hvilken hvilket hvilke mange meget jeg du han hun vi mig dig
        sig ham hende os dem sin sit sine hans hendes er var være været bliver blev har havde kan kunne skal
        skulle vil ville må ikke også denne dette disse
        """),
    pronouns=folded("han hun den det de dette denne disse hans hendes deres"),
    ordinals=True,
    titles=words(
        "dr prof bl.a f.eks fx ca dvs d.v.s mht evt inkl ekskl jf jvf skt vs adm dir pr ang hhv hr fr"
    ),
    before_numbers=words("kl nr s art kap stk tlf jan feb apr aug sept okt nov dec"),
    abbreviations=words("osv etc mfl m.m mio mia kr f.kr e.kr"),
    starters=words("han hun de det den men i en et"),
)
