"""What a swap from one snapshot to the next changes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.articles import Article, Problem
from knowledge.index.snapshot import Snapshot
from knowledge.index.stored import Some
from knowledge.index.texts import Texts


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles a change added, changed and removed, and how much was refused."""

    added: int
    changed: int
    removed: int
    refused: int


class Removed(NamedTuple):
    """An article that is gone. Its text would keep the files of the old snapshot, so only this is left of it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a swap changed; ``seconds`` is how long the build took.

    ``added`` and ``changed`` are read from the new snapshot when they are looked at. ``problems`` are all of that
    snapshot, with its notes.
    """

    added: Sequence[Article]
    changed: Sequence[Article]
    removed: Sequence[Removed]
    problems: tuple[Problem, ...]
    seconds: float

    @property
    def counts(self) -> Counts:
        """The numbers, which may be kept for long. The articles would keep the files of their snapshot."""
        refused = sum(not problem.is_note for problem in self.problems)
        return Counts(len(self.added), len(self.changed), len(self.removed), refused)


def change(before: Snapshot | None, after: Snapshot, seconds: float) -> Change:
    """The change from one snapshot to the next. Articles are matched by id, and compared by everything they hold."""
    old = _Compared(before) if before is not None else None
    new = _Compared(after)
    if old is None:
        return Change(after.articles, (), (), after.problems, seconds)
    known = {old.ids.encoded(index): index for index in range(len(old.ids))}
    added, changed = [], []
    for index in range(len(new.ids)):
        earlier = known.pop(new.ids.encoded(index), None)
        if earlier is None:
            added.append(index)
        elif new.differs(index, old, earlier):
            changed.append(index)
    removed = tuple(Removed(old.ids[index], old.title(index)) for index in known.values())
    return Change(
        Some(after.articles, added), Some(after.articles, changed), removed, after.problems, seconds
    )


class _Compared:
    """A snapshot's articles in its arrays."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.ids = snapshot.articles.ids
        self.keys = snapshot.arrays["article_keys"]
        self.facts = Texts.named("facts", snapshot.arrays)

    def title(self, index: int) -> str:
        """The headline of one article, without reading its text."""
        return str(json.loads(self.facts[index])[0])

    def differs(self, index: int, other: "_Compared", earlier: int) -> bool:
        return bool(
            self.keys[index] != other.keys[earlier]  # of id, title and body
            or self.facts.encoded(index) != other.facts.encoded(earlier)
            or self.snapshot.articles.language(index) != other.snapshot.articles.language(earlier)
        )
