"""The language that an article is written in, when its source does not say."""

import functools
from typing import Any

# Characters. Accuracy does not improve beyond a few paragraphs, and detection takes less than a millisecond.
SAMPLE = 2_000

UNDETERMINED = "und"  # ISO 639-2: the text has no letters


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
