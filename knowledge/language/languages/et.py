"""Estonian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="et",
    name="Estonian",
    stemmer="estonian",
    ordinals=True,
)
