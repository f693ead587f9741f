"""Votes, unanswered questions and numbers, on every database."""

from pathlib import Path

import pytest

from bot.store.feedback import Vote
from bot.store.statistics import DAY, KEPT_DAYS, Day
from bot.store.store import Store
from tests.bot.store.conftest import OTHER_TOKEN, TOKEN

ADA, BOB, GROUP = 101, 102, -5


def asker(store: Store, person: int) -> bytes:
    return store.feedback._identities.of(person)


async def test_one_vote_a_person_and_answer_which_can_be_changed(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    vote = Vote("Who pays?", ("abcdefgh", "ijklmnop"), "good", asker(store, ADA))
    store.feedback.vote(GROUP, 7, ADA, vote)
    store.feedback.vote(GROUP, 7, BOB, vote._replace(verdict="bad"))
    store.feedback.vote(GROUP, 7, BOB, vote._replace(verdict="wrong"))
    store.feedback.vote(GROUP, 8, BOB, vote._replace(verdict="missing"))
    await store.close()
    again = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    found = await again.feedback.votes()
    assert sorted(each.verdict for each in found) == ["good", "missing", "wrong"]
    assert {(each.question, each.passages) for each in found} == {("Who pays?", ("abcdefgh", "ijklmnop"))}
    await again.close()


async def test_what_was_not_answered_comes_the_newest_first(store: Store) -> None:
    now = 1_000.0
    store.feedback._now = lambda: now
    store.feedback.keep_unanswered(GROUP, 7, ADA, ["first \0 \ud800"])
    now += 5
    store.feedback.keep_unanswered(GROUP, 8, ADA, ["second", "third"])
    store.feedback.keep_unanswered(GROUP, 8, ADA, ["second", "third, edited"])
    found = await store.feedback.unanswered()
    assert sorted(each.question for each in found[:2]) == ["second", "third, edited"]
    assert (found[2].question, found[2].at) == ("first   ?", 1_000)


@pytest.mark.parametrize(
    ("still", "left"), [(None, ["other"]), ("old", ["other"]), ("new", ["new", "other"])]
)
async def test_a_message_is_forgotten_with_its_unanswered_questions_and_votes_on_other_questions(
    store: Store, still: str | None, left: list[str]
) -> None:
    store.feedback.vote(GROUP, 7, ADA, Vote("new", (), "bad", b""))
    store.feedback.vote(GROUP, 8, ADA, Vote("other", (), "bad", b""))
    for message, questions in ((7, ["first", "second"]), (8, ["other"])):
        store.feedback.keep_unanswered(GROUP, message, ADA, questions)
    store.feedback.forget_message(GROUP, 7, still)
    store.feedback.keep_unanswered(GROUP, 7, ADA, ["third"])
    assert sorted(each.question for each in await store.feedback.votes()) == left
    assert sorted(each.question for each in await store.feedback.unanswered()) == ["other", "third"]


async def test_a_person_is_forgotten_with_their_votes_and_with_votes_on_their_questions(store: Store) -> None:
    store.feedback.vote(GROUP, 1, BOB, Vote("Ada's", (), "bad", asker(store, ADA)))
    store.feedback.vote(GROUP, 2, ADA, Vote("Bob's", (), "bad", asker(store, BOB)))
    store.feedback.vote(GROUP, 3, BOB, Vote("Bob's own", (), "bad", asker(store, BOB)))
    store.feedback.keep_unanswered(GROUP, 4, ADA, ["Ada's"])
    store.feedback.keep_unanswered(GROUP, 5, BOB, ["Bob's"])
    assert await store.forget(ADA)
    assert [each.question for each in await store.feedback.votes()] == ["Bob's own"]
    assert [each.question for each in await store.feedback.unanswered()] == ["Bob's"]


async def test_a_chat_is_forgotten_with_its_votes(store: Store) -> None:
    for chat in (GROUP, -6):
        store.feedback.vote(chat, 1, BOB, Vote(f"in {chat}", (), "bad", b""))
        store.feedback.keep_unanswered(chat, 1, BOB, [f"in {chat}"])
    await store.forget_chat(GROUP)
    assert [each.question for each in await store.feedback.votes()] == ["in -6"]
    assert [each.question for each in await store.feedback.unanswered()] == ["in -6"]


async def test_words_are_deleted_after_retention_and_numbers_much_later(store: Store) -> None:
    now = 1_000.0 * DAY
    store.feedback._now = store.statistics._now = lambda: now
    store.feedback.vote(GROUP, 1, ADA, Vote("old", (), "bad", b""))
    store.feedback.keep_unanswered(GROUP, 1, ADA, ["old"])
    store.statistics.count(found=True, seconds=0.1, passages=["abcdefgh"])
    now += 8 * DAY
    store.feedback.vote(GROUP, 2, ADA, Vote("new", (), "bad", b""))
    await store.tidy()
    assert [each.question for each in await store.feedback.votes()] == ["new"]
    assert await store.feedback.unanswered() == []
    assert sum(day.asked for day in (await store.statistics.figures(20)).days) == 1
    now += KEPT_DAYS * DAY
    await store.tidy()
    assert sum(day.asked for day in (await store.statistics.figures(900)).days) == 0
    assert (await store.statistics.figures(900)).cited == ()


async def test_questions_are_counted_by_day_with_their_times_and_what_was_cited(store: Store) -> None:
    now = 1_000.0 * DAY
    store.statistics._now = lambda: now
    for _ in range(3):
        store.statistics.count(found=True, seconds=0.1234, passages=["abcdefgh", "ijklmnop"])
    now += DAY
    store.statistics.count(found=False, seconds=2.0, passages=[])
    store.statistics.count(found=True, seconds=0.004, passages=["ijklmnop"])
    figures = await store.statistics.figures(3)
    assert figures.days == (Day(999, 0, 0), Day(1000, 3, 3), Day(1001, 2, 1))
    assert figures.milliseconds == ((4, 1), (120, 3), (2000, 1))
    assert figures.cited == (("ijklmnop", 4), ("abcdefgh", 3))
    assert (figures.quantile(0.5), figures.quantile(0.95)) == (120, 2000)
    assert (await store.statistics.figures(1)).days == (Day(1001, 2, 1),)


async def test_without_a_question_there_is_no_time(store: Store) -> None:
    assert (await store.statistics.figures(7)).quantile(0.5) is None


async def test_a_mark_is_there_after_a_restart(store: Store, tmp_path: Path, address: str | None) -> None:
    assert await store.statistics.marked("digest") is None
    store.statistics._now = lambda: 1_234.0
    assert await store.statistics.mark("digest")
    assert await store.statistics.mark("digest")
    await store.close()
    again = await Store.open(tmp_path, address, TOKEN, retention_days=7)
    assert await again.statistics.marked("digest") == 1_234
    await again.close()


async def test_no_id_is_stored_as_it_is(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    store.feedback.vote(90909090, 1, 90909091, Vote("question", (), "bad", b""))
    store.feedback.keep_unanswered(90909090, 1, 90909091, ["question"])
    await store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"question" in kept
    for number in (90909090, 90909091):
        assert str(number).encode() not in kept
        assert number.to_bytes(4) not in kept


async def test_two_bots_on_one_database_read_count_and_delete_only_their_own(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    other = await Store.open(tmp_path, address, OTHER_TOKEN, retention_days=1)
    now = 1_000.0 * DAY
    for each, name in ((store, "one"), (other, "other")):
        each.feedback._now = each.statistics._now = lambda: now
        each.feedback.vote(GROUP, 1, ADA, Vote(name, (), "bad", b""))
        each.feedback.keep_unanswered(GROUP, 1, ADA, [name])
        each.statistics.count(found=True, seconds=0.1, passages=["abcdefgh"])
        await each.feedback.votes()  # what waits is written
    assert await store.statistics.mark("digest")
    assert await other.statistics.marked("digest") is None
    now += 2 * DAY
    assert await other.statistics.mark("digest")
    assert await store.statistics.marked("digest") == 1_000 * DAY

    async def words(of: Store) -> list[str]:
        voted = [each.question for each in await of.feedback.votes()]
        return voted + [each.question for each in await of.feedback.unanswered()]

    async def numbers(of: Store) -> tuple[int, tuple[tuple[str, int], ...]]:
        figures = await of.statistics.figures(KEPT_DAYS + 9)
        return sum(day.asked for day in figures.days), figures.cited

    for each, name in ((store, "one"), (other, "other")):
        assert await words(each) == [name, name]
        assert await numbers(each) == (1, (("abcdefgh", 1),))
    await other.tidy()
    assert (await words(store), await words(other)) == (["one", "one"], [])
    other.statistics._now = lambda: now + KEPT_DAYS * DAY
    await other.tidy()
    assert await numbers(store) == (1, (("abcdefgh", 1),))
    assert (await other.statistics.figures(2 * KEPT_DAYS)).cited == ()
    await other.close()


@pytest.mark.parametrize("seconds", [0, 0.0004, 0.099, 0.1, 12.34, 3_600])
async def test_a_time_is_kept_with_two_digits(store: Store, seconds: float) -> None:
    store.statistics.count(found=True, seconds=seconds, passages=[])
    ((milliseconds, _),) = (await store.statistics.figures(1)).milliseconds
    assert abs(milliseconds - 1000 * seconds) <= max(0.5, 0.05 * 1000 * seconds)
    assert len(str(milliseconds).rstrip("0")) <= 2
