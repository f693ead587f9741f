"""A double of the ``Meaning`` port: kin as a test lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.index.snapshot import Snapshot
from knowledge.meaning.port import Kin


class ListedMeaning:
    """Kin by language and term, among the terms of a base."""

    def __init__(self, kin: Mapping[str, Mapping[str, Mapping[str, float]]], base: Sequence[str]) -> None:
        self._kin = kin
        self._numbers = {term: number for number, term in enumerate(base)}

    def kin(self, term: str, language: str, limit: int) -> list[Kin]:
        """See ``Meaning``."""
        listed = self._kin.get(language, {}).get(term, {})
        known = [
            Kin(other, self._numbers[other], likeness)
            for other, likeness in listed.items()
            if other in self._numbers
        ]
        return sorted(known, key=lambda kin: -kin.likeness)[:limit]


def words_alone(snapshot: Snapshot) -> Snapshot:
    """The same snapshot, in which no word has kin."""
    return replace(snapshot, meaning=ListedMeaning({}, ()))
