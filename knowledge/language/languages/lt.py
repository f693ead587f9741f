"""Lithuanian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="lt",
    name="Lithuanian",
    stemmer="lithuanian",
)
