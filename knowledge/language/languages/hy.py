"""Armenian."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="hy",
    name="Armenian",
    stemmer="armenian",
    titles=words("դոկտ պրոֆ ակադ գեն պր տիկ օր"),
)
