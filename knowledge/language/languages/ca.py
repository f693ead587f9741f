"""Catalan."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="ca",
    name="Catalan",
    stemmer="catalan",
    elides=True,
)
