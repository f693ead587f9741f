"""Danish."""

from knowledge.language.language import Language, folded, phrases, words

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
    titles=words("dr prof bl.a f.eks ca"),
    before_numbers=words("kl nr s"),
    starters=words("han hun de det den men i en et"),
    link_lists=phrases("læs også|relaterede artikler"),
)
