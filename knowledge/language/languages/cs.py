"""Czech."""

from knowledge.language.language import Language, phrases

LANGUAGE = Language(
    code="cs",
    name="Czech",
    stemmer="czech",
    ordinals=True,
    link_lists=phrases("čtěte také|přečtěte si také"),
)
