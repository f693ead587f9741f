"""Thai."""

from knowledge.language.language import Language

LANGUAGE = Language(code="th", name="Thai", ends_at_spaces=True)
