"""The static engine: a thesaurus for each language, made from the vectors of an encoder. See ``thesaurus``."""

from collections.abc import Mapping, Sequence

from knowledge.arrays import Numbers
from knowledge.language.language import ALIASES
from knowledge.meaning.port import Kin
from knowledge.meaning.thesaurus import HIGHEST, thesaurus


class StaticMeaning:
    """A ``Meaning`` from the thesauri of the base's languages.

    ``numbers`` has for each of these languages the base's number of each row's term, -1 for none, and ``terms`` the
    base's terms by number.
    """

    def __init__(self, numbers: Mapping[str, Numbers], terms: Sequence[str]) -> None:
        self._numbers = numbers
        self._terms = terms

    def kin(self, term: str, language: str, limit: int) -> list[Kin]:
        """The nearest terms of the base; see ``Meaning``."""
        code = ALIASES.get(language, language)
        words, numbers = thesaurus(code), self._numbers.get(code)
        row = None if words is None or numbers is None else words.row(term)
        if words is None or numbers is None or row is None:
            return []
        rows, likenesses = words.kin(row)
        own = numbers[rows]
        known = (own >= 0).nonzero()[0][:limit]
        return [
            Kin(self._terms[number], number, likeness / HIGHEST)
            for number, likeness in zip(own[known].tolist(), likenesses[known].tolist(), strict=True)
        ]
