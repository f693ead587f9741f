"""Czech."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="cs",
    name="Czech",
    stemmer="czech",
    ordinals=True,
)
