"""Catalan."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="ca",
    name="Catalan",
    stemmer="catalan",
    elides=True,
    titles=words("sr sra srs sres dr dra prof núm pàg av c pl ex gral vs aprox"),
    before_numbers=words("art vol fig pp p pàgs cap tel"),
    abbreviations=words("etc"),
)
