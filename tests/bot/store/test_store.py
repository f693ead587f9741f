"""The journal and the answers, on every database."""

import os
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.store.answers import Answered, Button
from bot.store.errors import StoreError
from bot.store.schema import metadata
from bot.store.store import Store
from tests.bot.store.conftest import OTHER_TOKEN, TOKEN

DAY = 86_400


def raw(number: int, words: str = "When was the pact signed?", person: int = 101) -> dict[str, object]:
    return {"update_id": number, "message": {"from": {"id": person}, "text": words}}


async def reopened(store: Store, folder: Path, address: str | None, token: str = TOKEN) -> Store:
    await store.close()
    return await Store.open(folder, address, token, retention_days=7)


async def test_each_update_is_new_once_whatever_is_delivered_again(store: Store) -> None:
    assert await store.journal.keep([]) == []
    assert await store.journal.keep([raw(1), raw(2)]) == [raw(1), raw(2)]
    assert await store.journal.keep([raw(2), raw(3), raw(1)]) == [raw(3)]
    await store.journal.done(2)
    assert await store.journal.keep([raw(2)]) == []


async def test_what_was_not_handled_is_there_after_a_restart_in_order(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    await store.journal.keep([raw(number) for number in range(1, 6)])
    await store.journal.done(2)
    await store.journal.set_aside(4)
    again = await reopened(store, tmp_path, address)
    assert await again.journal.unfinished() == [raw(1), raw(3), raw(5)]
    await again.close()


async def test_another_bot_on_the_same_database_has_a_journal_of_its_own(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    await store.journal.keep([raw(1)])
    other = await Store.open(tmp_path, address, OTHER_TOKEN, retention_days=7)
    assert await other.journal.unfinished() == []
    assert await other.journal.keep([raw(1)]) == [raw(1)]
    await other.close()


async def test_words_that_databases_dislike_go_in_and_out(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    odd = raw(1, "lone \ud800 and NUL \0 and 'quotes'; \U0001f600")
    await store.journal.keep([odd])
    assert await store.journal.unfinished() == [odd]
    store.answers.remember(5, 6, 7, Answered("lone \ud800 and NUL \0", None))
    again = await reopened(store, tmp_path, address)
    recalled = await again.answers.recall(5, 6)
    assert recalled is not None
    assert recalled.question == "lone ? and NUL  "
    await again.close()


async def test_what_a_message_answered_is_known_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    assert await store.answers.recall(101, 7) is None
    store.answers.remember(101, 7, 101, Answered("question", "topic"))
    again = await reopened(store, tmp_path, address)
    recalled = await again.answers.recall(101, 7)
    assert recalled is not None
    assert (recalled.question, recalled.topic) == ("question", "topic")
    assert await again.answers.recall(102, 7) is None
    await again.close()


async def test_the_last_answer_of_a_chat_is_known_with_its_age_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    assert await store.answers.last_in(101) is None
    now = 1_000.0
    store.answers._now = lambda: now
    store.answers.remember(101, 7, 101, Answered("first", "first"))
    now += 5
    store.answers.remember(101, 8, 101, Answered("second", "second", quotations="abcdefgh:0:9"))
    store.answers.remember(102, 9, 101, Answered("elsewhere", "elsewhere"))
    now += 60
    for answers in (store.answers, (again := await reopened(store, tmp_path, address)).answers):
        answers._now = lambda: now
        found = await answers.last_in(101)
        assert found is not None
        assert (found[0], found[1].question, found[1].quotations) == (60, "second", "abcdefgh:0:9")
    assert await again.answers.forget_chat(101)
    assert await again.answers.last_in(101) is None
    await again.close()


async def test_what_a_button_has_shown_is_known_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    button, other = Button(7, "c:abcdefgh"), Button(8, "c:abcdefgh")
    store.answers.remember(101, 9, 101, Answered(None, None), button)
    again = await reopened(store, tmp_path, address)
    for answers in (store.answers, again.answers):
        assert await answers.has_shown(101, button)
        assert not await answers.has_shown(101, other)
        assert not await answers.has_shown(102, button)
    await again.close()


async def test_what_a_button_has_shown_is_forgotten_with_its_person_its_chat_and_its_time(
    store: Store,
) -> None:
    button, now = Button(7, "c:abcdefgh"), 1_000_000.0
    store.answers._now = lambda: now
    forgetting = (
        lambda: store.forget(101),
        lambda: store.forget_chat(-5),
        lambda: store.answers.prune(60),
    )
    for forget in forgetting:
        store.answers.remember(-5, 9, 101, Answered("it", "it"), button)
        now += 61
        assert await store.answers.has_shown(-5, button)
        await forget()
        assert not await store.answers.has_shown(-5, button)


async def test_what_a_button_shows_without_a_topic_is_no_last_answer(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    store.answers.remember(101, 8, 101, Answered("it", "it"))
    store.answers.remember(101, 9, 101, Answered(None, None), Button(7, "c:abcdefgh"))
    again = await reopened(store, tmp_path, address)
    for answers in (store.answers, again.answers):
        found = await answers.last_in(101)
        assert found is not None
        assert found[1].question == "it"
    await again.close()


async def test_a_person_is_forgotten_with_what_others_tapped_under_their_question(store: Store) -> None:
    ada, bob = 101, 102
    store.answers.remember(-5, 1, ada, Answered("Ada's", None))
    first = await store.answers.recall(-5, 1)
    assert first is not None
    store.answers.remember(-5, 2, bob, Answered("Ada's", None, first.asker))
    store.answers.remember(-5, 3, bob, Answered("Bob's", None))
    await store.journal.keep([raw(1, person=ada), raw(2, person=bob)])
    await store.journal.set_aside(1)
    await store.journal.set_aside(2)
    assert await store.forget(ada)
    assert [await store.answers.recall(-5, number) is None for number in (1, 2, 3)] == [True, True, False]
    assert await store.journal.keep([raw(1, person=ada), raw(2, person=bob)]) == [raw(1, person=ada)]


async def test_whom_one_bot_forgets_another_on_the_same_database_remembers(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    other = await Store.open(tmp_path, address, OTHER_TOKEN, retention_days=7)
    for each, person in ((store, 102), (other, 101)):
        await each.journal.keep([raw(1, person=person), raw(2, person=101)])
        for number in (1, 2):
            await each.journal.set_aside(number)
    assert await store.forget(101)
    assert await store.journal.keep([raw(1), raw(2)]) == [raw(2)]
    assert await other.journal.keep([raw(1), raw(2)]) == []
    await other.close()


async def test_a_chat_is_forgotten(store: Store) -> None:
    store.answers.remember(-5, 1, 101, Answered("question", None))
    store.answers.remember(-6, 1, 101, Answered("question", None))
    assert await store.answers.forget_chat(-5)
    assert await store.answers.recall(-5, 1) is None
    assert await store.answers.recall(-6, 1) is not None


async def test_what_is_older_than_retention_is_deleted_but_never_what_waits(store: Store) -> None:
    now = 10_000_000.0
    store.journal._now = store.answers._now = lambda: now
    await store.journal.keep([raw(number) for number in (1, 2, 3)])
    await store.journal.done(1)
    await store.journal.set_aside(2)
    store.answers.remember(5, 1, 101, Answered("question", None))
    now += 3 * DAY
    await store.tidy()
    assert await store.answers.recall(5, 1) is not None
    assert await store.journal.keep([raw(1), raw(2), raw(3)]) == [raw(1)]
    now += 5 * DAY
    await store.tidy()
    assert await store.answers.recall(5, 1) is None
    assert await store.journal.keep([raw(2), raw(3)]) == [raw(2)]


async def test_handled_words_and_ids_leave_no_trace_in_the_files(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    await store.journal.keep([raw(number, f"zanzibar {number} " * 50, 90909090) for number in range(50)])
    for number in range(50):
        await store.journal.done(number)
    store.answers.remember(90909090, 1, 90909090, Answered("quagmire", "quagmire"))
    await store.forget(90909090)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    await store.close()
    assert b"zanzibar" not in kept
    assert b"quagmire" not in kept
    assert b"90909090" not in kept


async def test_ids_are_not_stored_as_they_are(tmp_path: Path) -> None:
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    store.answers.remember(90909090, 1, 90909090, Answered("question", None))
    await store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"question" in kept
    assert b"90909090" not in kept
    assert (90909090).to_bytes(4) not in kept


async def test_the_migrations_make_the_schema_of_the_code(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await store._database.run(lambda connection: connection.run_sync(differences)) == []


async def test_a_store_of_a_newer_version_is_refused(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    await store._database.run(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(StoreError, match=r"newer version of the bot \(schema 9999\)"):
        await reopened(store, tmp_path, address)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is not postgresql"),
        ("mysql://user:secretword@host/db", "is not postgresql"),
        ("postgresql+asyncpg://user:secretword@127.0.0.1:1/db", "cannot be reached"),
    ],
)
async def test_an_address_that_cannot_be_used_is_one_sentence_without_the_password(
    tmp_path: Path, url: str, words: str
) -> None:
    with pytest.raises(StoreError, match=words) as refused:
        await Store.open(tmp_path, url, TOKEN, retention_days=7)
    assert "secretword" not in str(refused.value)
    assert "\n" not in str(refused.value)


async def test_a_damaged_file_and_a_locked_one_are_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "memory.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match="is damaged"):
        await Store.open(tmp_path / "a", None, TOKEN, retention_days=7)
    await (await Store.open(tmp_path, None, TOKEN, retention_days=7)).close()
    holder = sqlite3.connect(tmp_path / "memory.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked by another process"):
        await Store.open(tmp_path, None, TOKEN, retention_days=7)
    holder.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everything")
async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permissions"):
        await Store.open(tmp_path, None, TOKEN, retention_days=7)
    tmp_path.chmod(0o700)


async def test_the_bot_goes_on_without_its_store_and_marks_later_what_it_has_handled(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    seconds = 0.0
    store._database._clock = lambda: seconds
    await store.journal.keep([raw(1, "zanzibar")])
    holder = sqlite3.connect(tmp_path / "memory.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert await store.journal.keep([raw(2, "zanzibar")]) == [raw(2, "zanzibar")]
    trouble = store.trouble
    assert trouble is not None
    assert "is locked" in trouble
    await store.journal.done(1)
    store.answers.remember(5, 1, 101, Answered("zanzibar", None))
    assert await store.answers.recall(5, 1) is not None
    assert not await store.forget(101)
    holder.close()
    seconds += 60
    await store.journal.done(2)
    assert store.trouble is None
    assert await store.journal.unfinished() == []
    assert caplog.text.count("the store cannot be used") == 1
    assert "zanzibar" not in caplog.text
    await store.close()


async def test_a_commit_is_on_disk_when_it_returns(tmp_path: Path) -> None:
    """What a kill cannot show: after a power cut, too, what was confirmed to Telegram is there."""
    store = await Store.open(tmp_path, None, TOKEN, retention_days=7)
    pragmas = await store._database.run(
        lambda c: c.run_sync(
            lambda s: [
                s.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")
            ]
        )
    )
    assert pragmas == [2, "wal"]  # 2 is FULL
    await store.close()


async def test_which_message_replied_to_which_is_known_after_a_restart(
    store: Store, tmp_path: Path, address: str | None
) -> None:
    assert await store.replies.to(-5, 1) is None
    store.replies.remember(-5, 1, 101, 2)
    store.replies.remember(-5, 3, 101, 4)
    store.replies.remember(-5, 1, 101, 6)
    again = await reopened(store, tmp_path, address)
    assert [await again.replies.to(-5, number) for number in (1, 3, 2)] == [6, 4, None]
    assert await again.replies.to(-6, 1) is None
    await again.close()


async def test_replies_are_forgotten_with_their_person_their_chat_and_their_time(store: Store) -> None:
    now = 10_000_000.0
    store.replies._now = store.answers._now = store.journal._now = lambda: now
    places = [(-5, 1, 101), (-6, 2, 101), (-6, 3, 102), (-7, 4, 102)]
    for chat, message, person in places:
        store.replies.remember(chat, message, person, 9)

    async def known() -> list[bool]:
        return [await store.replies.to(chat, message) is not None for chat, message, _ in places]

    await store.forget_chat(-5)
    assert await known() == [False, True, True, True]
    assert await store.forget(101)
    assert await known() == [False, False, True, True]
    now += 8 * DAY
    await store.tidy()
    assert await known() == [False] * 4


async def test_the_last_answer_before_a_message_is_known(store: Store) -> None:
    now = 1_000.0
    store.answers._now = lambda: now
    for number, question in ((7, "first"), (8, "second"), (9, "third")):
        store.answers.remember(101, number, 101, Answered(question, question))
        now += 5
    found = await store.answers.last_in(101, before=8)
    assert found is not None
    assert (found[1].question, found[0]) == ("first", 15)
    assert await store.answers.last_in(101, before=7) is None
    await store.answers.forget_message(101, 8)
    assert await store.answers.recall(101, 8) is None
    assert await store.answers.recall(101, 9) is not None
