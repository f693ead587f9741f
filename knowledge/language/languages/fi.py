"""Finnish."""

from knowledge.language.language import Language, phrases

LANGUAGE = Language(
    code="fi",
    name="Finnish",
    stemmer="finnish",
    ordinals=True,
    link_lists=phrases("lue myös"),
)
