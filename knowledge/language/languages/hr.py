"""Croatian."""

from knowledge.language.language import Language

LANGUAGE = Language(
    code="hr",
    name="Croatian",
    ordinals=True,
)
