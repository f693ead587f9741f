"""The order of updates: each person's in turn, several people at once."""

import asyncio

from telegram import Update

from bot.handlers.turns import AT_ONCE, FairProcessor


def update(person: int) -> Update:
    user = {"id": person, "is_bot": False, "first_name": "A"}
    chat = {"id": person, "type": "private", "first_name": "A"}
    return Update.de_json(
        {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": chat, "from": user, "text": "x"}},
        None,
    )


async def test_one_persons_updates_are_handled_in_order_while_others_go_first() -> None:
    processor = FairProcessor()
    handled: list[str] = []
    gate = asyncio.Event()

    async def handle(name: str, wait: bool) -> None:
        if wait:
            await gate.wait()
        handled.append(name)

    slow = [
        asyncio.create_task(processor.process_update(update(1), handle(f"slow {n}", n == 0)))
        for n in range(50)
    ]
    await asyncio.sleep(0)
    await processor.process_update(update(2), handle("other", wait=False))
    assert handled == ["other"]
    gate.set()
    await asyncio.gather(*slow)
    assert handled == ["other", *(f"slow {n}" for n in range(50))]


async def test_no_more_than_so_many_run_at_once_and_nothing_is_kept() -> None:
    processor = FairProcessor()
    running = most = 0

    async def handle() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    await asyncio.gather(*(processor.process_update(update(n), handle()) for n in range(100)))
    assert most == AT_ONCE
    assert not processor._turns


async def test_a_failing_update_does_not_hold_up_the_next() -> None:
    processor = FairProcessor()

    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        handled.append("next")

    handled: list[str] = []
    await asyncio.gather(
        processor.process_update(update(1), fail()),
        processor.process_update(update(1), work()),
        return_exceptions=True,
    )
    assert handled == ["next"]
