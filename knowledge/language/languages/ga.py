"""Irish."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="ga",
    name="Irish",
    stemmer="irish",
)
