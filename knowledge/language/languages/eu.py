"""Basque."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="eu",
    name="Basque",
    stemmer="basque",
)
