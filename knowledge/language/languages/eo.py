"""Esperanto."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="eo",
    name="Esperanto",
    stemmer="esperanto",
    titles=words("s-ro s-ino d-ro prof ekz t.e"),
    abbreviations=words("ktp"),
)
