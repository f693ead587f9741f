"""Tamil."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="ta",
    name="Tamil",
    stemmer="tamil",
    titles=words("டாக்டர் திரு திருமதி பேரா எம் கே ஜெ ஆர் எஸ் வி பி சி ஏ"),
)
