"""Finnish."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="fi",
    name="Finnish",
    stemmer="finnish",
    ordinals=True,
)
