"""Lao."""

from knowledge.language.language import Language

LANGUAGE = Language(code="lo", name="Lao", ends_at_spaces=True)
