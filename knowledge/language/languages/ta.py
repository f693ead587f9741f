"""Tamil."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="ta",
    name="Tamil",
    stemmer="tamil",
)
