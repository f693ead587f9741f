"""The language that an article is written in, when its source does not say."""

import functools
from typing import Any

# Characters. Accuracy does not improve beyond a few paragraphs, and detection takes less than a millisecond.
SAMPLE = 2_000

UNDETERMINED = "und"  # ISO 639-2: the text has no letters

# By how much the logarithm of the likelihood must be higher, in all and for each character, before a page's own
# statement counts as wrong. Prose in a kindred language has 0.7 for each character, in another script 1.3 to 4; short
# lists of names are mistaken with 330 in all.
_SURE = 400.0
_SURE_EACH = 0.5
_ALIKE = (
    frozenset(("da", "nb", "nn", "no")),
    frozenset(("bs", "hr", "sr", "sl", "mk")),
    frozenset(("id", "ms", "jv")),
    frozenset(("cs", "sk")),
    frozenset(("es", "gl", "pt", "ca")),
    frozenset(("hi", "ne", "mr")),
)


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that the first 2,000 characters are most likely in.

    ``und`` when nothing in them tells, for instance digits alone. The same text always gives the same code.
    """
    sample = text[:SAMPLE]
    if not any(character.isalpha() for character in sample):
        return UNDETERMINED
    language, _score = _identifier().classify(sample)
    return str(language)


@functools.cache
def _identifier() -> Any:
    """The model, loaded once (about a second). It never changes afterwards, so threads may share it."""
    from py3langid import langid  # type: ignore[import-untyped]  # ships no type information

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    # Only ISO 639-1. The model's three-letter codes are varieties and creoles that news is rarely written in, and short
    # English or Arabic paragraphs are sometimes taken for them.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier


def believed(stated: str, text: str) -> str:
    """The language of a text whose page states one: the stated one, unless the text is surely in another.

    Templates keep the language that they came with. Of languages that are written much alike, the stated one is kept.
    """
    sample = text[:SAMPLE]
    code = stated.strip().lower().replace("_", "-").partition("-")[0]
    (best, highest), *_ = ranked = _identifier().rank(sample)
    own = next((score for language, score in ranked if language == code), None)
    is_alike = any(best in group and code in group for group in _ALIKE)
    if own is None or is_alike or highest - own < max(_SURE, _SURE_EACH * len(sample)):
        return stated
    return str(best)
