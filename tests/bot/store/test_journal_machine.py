"""Whatever happens in whatever order, the journal holds what was kept and not handled: a model is the judge."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.store.store import Store
from tests.bot.store.conftest import TOKEN

NUMBERS = st.integers(0, 15)


class JournalMachine(RuleBasedStateMachine):
    """Keeps, handles, sets aside, restarts; the model is a dict of states."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.states: dict[int, str] = {}
        self.order: list[int] = []
        self.store = self._open()

    def _open(self) -> Store:
        return self.runner.run(Store.open(self.folder, None, TOKEN, retention_days=7))

    @rule(numbers=st.lists(NUMBERS, max_size=5, unique=True))
    def keep(self, numbers: list[int]) -> None:
        new = self.runner.run(self.store.journal.keep([{"update_id": number} for number in numbers]))
        assert [raw["update_id"] for raw in new] == [n for n in numbers if n not in self.states]
        for raw in new:
            self.states[raw["update_id"]] = "waiting"

    @rule(number=NUMBERS)
    def handle(self, number: int) -> None:
        self.runner.run(self.store.journal.done(number))
        if number in self.states:
            self.states[number] = "done"

    @rule(numbers=st.lists(NUMBERS, max_size=5, unique=True))
    def handle_at_once(self, numbers: list[int]) -> None:
        async def handle() -> None:
            await asyncio.gather(*(self.store.journal.done(number) for number in numbers))

        self.runner.run(handle())
        self.states |= {number: "done" for number in numbers if number in self.states}

    @rule(number=NUMBERS)
    def set_aside(self, number: int) -> None:
        self.runner.run(self.store.journal.set_aside(number))
        if number in self.states:
            self.states[number] = "set aside"

    @rule()
    def restart(self) -> None:
        self.runner.run(self.store.close())
        self.store = self._open()

    @rule()
    def tidy(self) -> None:
        self.runner.run(self.store.tidy())

    @invariant()
    def what_waits_is_there(self) -> None:
        left = self.runner.run(self.store.journal.unfinished())
        assert {raw["update_id"] for raw in left} == {
            n for n, state in self.states.items() if state == "waiting"
        }

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
