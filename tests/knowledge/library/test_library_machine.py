"""Whatever is edited, added, removed, undone and restarted in whatever order, the library answers from just that."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from knowledge import Additions, Index, Library, NothingToUndo
from knowledge.reading.document import read_here

NAMES = st.sampled_from(["a", "b", "c"])
ADDED = st.sampled_from(["x", "y"])
NUMBERS = st.integers(0, 99)


def text(name: str, number: int) -> str:
    return f"Ferry {name}\n\nThe ferry {name} sails {number} times."


class LibraryMachine(RuleBasedStateMachine):
    """The model: what stands in the folder, and a history of what admins added and removed."""

    def __init__(self) -> None:
        super().__init__()
        folder = Path(tempfile.mkdtemp())
        self.source, self.data = folder / "articles", folder / "data"
        self.source.mkdir()
        self.folder: dict[str, int] = {}
        self.read: dict[str, int] = {}
        self.history: list[tuple[dict[str, int], set[str]]] = [({}, set())]
        self.write("a", 0)
        self.library = self._opened()

    def _opened(self) -> Library:
        library = Library(
            self.source,
            Additions(self.data / "articles"),
            index=Index(self.data / "index"),
            unsettled=0,
            read_files=read_here,
        )
        library.open()
        self.read = dict(self.folder)
        return library

    @property
    def expected(self) -> dict[str, int]:
        added, removed = self.history[-1]
        return {name: number for name, number in (self.read | added).items() if name not in removed}

    @rule(name=NAMES, number=NUMBERS)
    def write(self, name: str, number: int) -> None:
        (self.source / f"{name}.txt").write_text(text(name, number))
        self.folder[name] = number

    @precondition(lambda self: len(self.folder) > 1)
    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        if len(self.folder) > 1 and self.folder.pop(name, None) is not None:
            (self.source / f"{name}.txt").unlink()

    @rule()
    def reload(self) -> None:
        added, removed = self.history[-1]
        if {*self.folder, *added} - removed:
            self.library.reload()
            self.read = dict(self.folder)

    @rule()
    def restart(self) -> None:
        added, removed = self.history[-1]
        if {*self.folder, *added} - removed:
            self.library = self._opened()

    @invariant()
    def it_answers_from_just_that(self) -> None:
        found = {article.title: article.body for article in self.library.current.articles}
        assert found == {
            f"Ferry {n}": text(n, number).partition("\n\n")[2] for n, number in self.expected.items()
        }

    @rule(name=ADDED, number=NUMBERS)
    def add(self, name: str, number: int) -> None:
        added, removed = self.history[-1]
        if added.get(name) == number:
            return  # the same document again is refused
        self.library.add(f"{name}.txt", text(name, number).encode(), 1)
        self._changed(added | {name: number}, removed - {name})

    @rule(name=st.one_of(NAMES, ADDED))
    def remove(self, name: str) -> None:
        found = [article.id for article in self.library.current.articles if article.title == f"Ferry {name}"]
        added, removed = self.history[-1]
        if not found or len({*self.folder, *added} - removed - {name}) == 0:
            return
        self.library.remove(found[0], 1)
        kept = {each: number for each, number in added.items() if each != name}
        self._changed(kept, removed | {name} if name not in added else removed)

    @rule()
    def undo(self) -> None:
        if len(self.history) == 1:
            try:
                self.library.undo()
            except NothingToUndo:
                return
            raise AssertionError("nothing was added or removed")
        added, removed = self.history[-2]
        if not {*self.folder, *added} - removed:
            return
        self.library.undo()
        self.history.pop()
        self.read = dict(self.folder)

    def _changed(self, added: dict[str, int], removed: set[str]) -> None:
        self.history.append((added, removed))
        self.read = dict(self.folder)  # a change reads the folder too


TestLibrary = LibraryMachine.TestCase
TestLibrary.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
