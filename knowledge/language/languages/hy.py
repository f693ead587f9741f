"""Armenian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="hy",
    name="Armenian",
    stemmer="armenian",
)
