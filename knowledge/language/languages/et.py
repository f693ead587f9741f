"""Estonian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="et",
    name="Estonian",
    stemmer="estonian",
    ordinals=True,
    titles=words("dr prof hr pr prl nn nt näit st dots s.o s.t vrd u"),
    before_numbers=words("lk nr kl art"),
    abbreviations=words("jne jms mln mld tuh eKr pKr"),
    starters=words("ta tema nad see need aga ja kui kuid ka selle ei on"),
)
