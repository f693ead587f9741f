"""Nepali."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="ne",
    name="Nepali",
    stemmer="nepali",
)
