"""Which language an article is written in, when its source does not say."""

import threading

_LOOKED_AT = 2_000  # characters: enough for certainty, and a bound on the time
_ONE_AT_A_TIME = threading.Lock()  # py3langid does not promise to be safe from several threads


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, by py3langid's model; always the same for the same text."""
    import py3langid  # loads a model: only when it is needed

    with _ONE_AT_A_TIME:
        language, _ = py3langid.classify(text[:_LOOKED_AT])
    return str(language)
