"""Slovak."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="sk",
    name="Slovak",
    ordinals=True,
)
