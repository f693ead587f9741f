"""Slovene."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="sl",
    name="Slovene",
    ordinals=True,
)
