"""Basque."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="eu",
    name="Basque",
    stemmer="basque",
    titles=words("jn and dr"),
    abbreviations=words("etab k.a k.o"),
)
