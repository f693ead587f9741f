"""Irish."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="ga",
    name="Irish",
    stemmer="irish",
    titles=words("uas dr"),
    abbreviations=words("srl"),
)
