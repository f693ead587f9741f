"""Which terms of the base the words of the thesauri are: looked up when it is built, so that a question need not.

meaning.CODE                      for a language of the base that has a thesaurus: the base's number of each of its
                                  rows, -1 for none
"""

from collections.abc import Iterable

import numpy as np

from knowledge.arrays import Arrays
from knowledge.index.texts import Texts
from knowledge.index.vocabulary import places_among
from knowledge.language.language import ALIASES
from knowledge.meaning.port import Meaning
from knowledge.meaning.static import StaticMeaning
from knowledge.meaning.thesaurus import thesaurus

_PREFIX = "meaning."


def numbered_kin(languages: Iterable[str], vocabulary: Texts) -> Arrays:
    """The arrays for the languages of a base whose terms are ``vocabulary``, ascending."""
    found: Arrays = {}
    for language in sorted({ALIASES.get(code, code) for code in languages}):
        words = thesaurus(language)
        if words is not None:
            wanted = [words.encoded(row) for row in range(len(words))]
            places = places_among(vocabulary, wanted)
            found[f"{_PREFIX}{language}"] = np.array(
                [
                    place if place < len(vocabulary) and vocabulary.encoded(place) == term else -1
                    for place, term in zip(places, wanted, strict=True)
                ],
                np.int32,
            )
    return found


def meaning_of(arrays: Arrays, vocabulary: Texts) -> Meaning:
    """The engine over these arrays. The thesauri themselves are mapped when a question first needs them."""
    numbers = {
        name.removeprefix(_PREFIX): array for name, array in arrays.items() if name.startswith(_PREFIX)
    }
    return StaticMeaning(numbers, vocabulary)
