"""Nepali."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="ne",
    name="Nepali",
    stemmer="nepali",
    titles=words("डा प्रा श्री सु पं स्व इ वि"),
)
