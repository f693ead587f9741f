"""What people think of answers, and what was not answered: without names, and for as long as answers are kept."""

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, delete, select

from bot.store.answers import storable
from bot.store.database import Database
from bot.store.identity import Identities
from bot.store.schema import unanswered, votes

_MOST_ROWS = 10_000  # read at once, the newest


class Vote(NamedTuple):
    """What somebody thinks of an answer. ``asker`` is who asked, as a keyed hash; ``passages`` are what was cited."""

    question: str
    passages: tuple[str, ...]
    verdict: str
    asker: bytes = b""
    at: float = 0.0


class Unanswered(NamedTuple):
    """A question that was not answered, and when."""

    question: str
    at: float


class Feedback:
    """The votes and the unanswered questions of one bot."""

    def __init__(
        self, database: Database, identities: Identities, bot: int, now: Callable[[], float] = time.time
    ) -> None:
        """``bot`` is the bot's user id; ``now`` gives seconds since 1970."""
        self._database = database
        self._identities = identities
        self._bot = bot
        self._now = now

    def vote(self, chat: int, message: int, person: int, vote: Vote) -> None:
        """Keep what a person thinks of an answer. It takes the place of what they thought before."""
        row = {
            "bot": self._bot,
            "message": self._identities.message(chat, message),
            "person": self._identities.of(person),
            "chat": self._identities.of(chat),
            "asker": vote.asker,
            "question": storable(vote.question) or "",
            "passages": " ".join(vote.passages),
            "verdict": vote.verdict,
            "voted_at": int(self._now()),
        }
        insert = self._database.insert(votes).values(row)
        self._database.later(insert.on_conflict_do_update(index_elements=["message", "person"], set_=row))

    def keep_unanswered(self, chat: int, message: int, person: int, questions: Sequence[str]) -> None:
        """Keep the questions that one of the bot's messages did not answer."""
        for number, question in enumerate(questions):
            row = {
                "bot": self._bot,
                "message": self._identities.message(chat, message),
                "number": number,
                "chat": self._identities.of(chat),
                "person": self._identities.of(person),
                "question": storable(question) or "",
                "asked_at": int(self._now()),
            }
            insert = self._database.insert(unanswered).values(row)
            self._database.later(insert.on_conflict_do_update(index_elements=["message", "number"], set_=row))

    async def votes(self) -> list[Vote]:
        """The votes, the newest first."""
        rows = await self._rows(votes, select(votes).order_by(votes.c.voted_at.desc()))
        return [Vote(r.question, tuple(r.passages.split()), r.verdict, r.asker, r.voted_at) for r in rows]

    async def unanswered(self) -> list[Unanswered]:
        """What was not answered, the newest first."""
        rows = await self._rows(unanswered, select(unanswered).order_by(unanswered.c.asked_at.desc()))
        return [Unanswered(row.question, row.asked_at) for row in rows]

    def forget_message(self, chat: int, message: int, still: str | None = None) -> None:
        """Delete what is kept of one of the bot's messages: it does not stand there any more.

        Votes stay when it is a question that the message ``still`` answers. It is deleted before anything is kept
        that comes after this, and on disk once the update that changed the message is marked as handled.
        """
        name = self._identities.message(chat, message)
        voted = (votes.c.bot == self._bot) & (votes.c.message == name)
        if still is not None:
            voted &= votes.c.question != storable(still)
        missed = (unanswered.c.bot == self._bot) & (unanswered.c.message == name)
        self._database.later(delete(votes).where(voted), delete(unanswered).where(missed))

    async def forget_person(self, person: int) -> bool:
        """Delete what a person asked and how they voted, and how others voted on their questions. False on failure."""
        who = self._identities.of(person)
        done = await self._delete(votes, (votes.c.person == who) | (votes.c.asker == who))
        return await self._delete(unanswered, unanswered.c.person == who) and done

    async def forget_chat(self, chat: int) -> bool:
        """Delete what was asked and voted in a chat. False when the store could not be changed."""
        where = self._identities.of(chat)
        done = await self._delete(votes, votes.c.chat == where)
        return await self._delete(unanswered, unanswered.c.chat == where) and done

    async def prune(self, older_than: float) -> None:
        """Delete what came longer than so many seconds ago."""
        limit = self._now() - older_than
        await self._delete(votes, votes.c.voted_at < limit)
        await self._delete(unanswered, unanswered.c.asked_at < limit)

    async def _rows(self, table: Table, statement: Select[Any]) -> list[Any]:
        return await self._database.rows(statement.where(table.c.bot == self._bot).limit(_MOST_ROWS))

    async def _delete(self, table: Table, which: ColumnElement[bool]) -> bool:
        return await self._database.erase(table, table.c.bot == self._bot, which)
