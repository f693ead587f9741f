"""Hungarian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="hu",
    name="Hungarian",
    stemmer="hungarian",
    ordinals=True,
)
