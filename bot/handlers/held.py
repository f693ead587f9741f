"""Updates whose handler has returned and that are not done yet, because what they ask is answered later."""

from collections.abc import Awaitable, Callable

Done = Callable[[], Awaitable[None]]


class Held:
    """Keeps back the mark that an update is done: until then, the journal has it for the next start."""

    def __init__(self) -> None:
        self._held: dict[int, Done | None] = {}

    def hold(self, update: int) -> None:
        """An update, by its number, is not done when its handler returns."""
        self._held[update] = None

    def keeps(self, update: int, done: Done) -> bool:
        """Whether ``done`` has to wait. Called when the handler has returned."""
        if update not in self._held:
            return False
        self._held[update] = done
        return True

    def drop(self) -> None:
        """Give up everything that is kept back: another process has taken it."""
        self._held.clear()

    async def release(self, update: int) -> None:
        """What the update asks has been answered."""
        done = self._held.pop(update, None)
        if done is not None:
            await done()
