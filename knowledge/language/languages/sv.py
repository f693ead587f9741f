"""Swedish."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="sv",
    name="Swedish",
    stemmer="swedish",
    stop_words=folded("""
        en ett den det de i på av till för med om från vid under över mellan efter före mot utan och eller men
        som att om när då vem vad var varför hur vilken vilket vilka många mycket jag du han hon vi mig dig sig
        honom henne oss dem sin sitt sina hans hennes är var vara varit blir blev har hade kan kunde ska skulle
        vill ville måste inte också denna detta dessa
        """),
    pronouns=folded("han hon den det de detta denna dessa hans hennes deras"),
    titles=words("dr prof bl.a t.ex ca dvs"),
    before_numbers=words("kl nr s"),
    starters=words("han hon de det den men i en"),
    link_lists=phrases("läs också|läs även|läs mer|relaterade artiklar"),
)
