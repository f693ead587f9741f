"""Serbian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="sr",
    name="Serbian",
    stemmer="serbian",
)
