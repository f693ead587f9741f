"""Esperanto."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="eo",
    name="Esperanto",
    stemmer="esperanto",
)
