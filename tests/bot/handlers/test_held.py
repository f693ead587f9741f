"""Updates that are done later than their turn."""

from bot.handlers.held import Held


async def test_what_is_held_is_done_when_it_is_released() -> None:
    held, done = Held(), []

    async def mark() -> None:
        done.append(1)

    held.hold(1)
    assert held.keeps(1, mark)
    assert not held.keeps(2, mark)
    assert done == []
    await held.release(1)
    await held.release(1)
    assert done == [1]


async def test_what_is_released_before_its_turn_ends_is_left_to_the_turn() -> None:
    held = Held()

    async def mark() -> None:
        raise AssertionError("the turn marks it")

    held.hold(1)
    await held.release(1)
    assert not held.keeps(1, mark)
