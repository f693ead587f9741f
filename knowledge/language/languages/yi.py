"""Yiddish."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="yi",
    name="Yiddish",
    stemmer="yiddish",
)
