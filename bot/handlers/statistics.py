"""What admins learn of the questions: what was missed, the numbers, and both as files."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from telegram import InputFile, Message, ReplyParameters, Update

from bot.dialogue import wording
from bot.dialogue.buttons import ExportMissing, parse
from bot.dialogue.figures import DayOf, Numbers, digest_reply, numbers_reply
from bot.dialogue.missing import UNANSWERED, Group, Missed, as_csv, as_questions, grouped, missing_reply
from bot.dialogue.reply import Reply
from bot.handlers.access import Admins
from bot.handlers.charts import drawn
from bot.handlers.context import Context
from bot.handlers.sending import acknowledge, send
from bot.store.feedback import Unanswered, Vote
from bot.store.statistics import Figures
from bot.store.store import Store
from knowledge import Library, Snapshot

_DAYS = 30  # of /stats
_WEEK = 7
_IN_DIGEST = 5  # questions
_EPOCH = date(1970, 1, 1)


class Statistics:
    """The handlers for admins; ``Admins.allow`` has let a command through before."""

    def __init__(self, library: Library, store: Store, admins: Admins, *, keeps_unanswered: bool) -> None:
        self._library = library
        self._store = store
        self._admins = admins
        self._keeps_unanswered = keeps_unanswered

    async def unanswered(self, update: Update, _: Context) -> None:
        """``/unanswered``: what was asked and not answered, and what people marked wrong."""
        if update.message is not None:
            groups = await self._groups()
            reply = missing_reply(
                groups,
                keeps_unanswered=self._keeps_unanswered,
                takes_additions=self._library.accepts_additions,
            )
            await send(update.message, reply)

    async def stats(self, update: Update, _: Context) -> None:
        """``/stats``: the numbers, with a chart where the extra for it is installed."""
        message = update.message
        if message is None:
            return
        numbers = await self._numbers(_DAYS)
        await send(message, numbers_reply(numbers))
        chart = await asyncio.to_thread(drawn, numbers.days) if numbers.asked else None
        if chart is not None:
            photo = InputFile(chart, filename="questions.png")
            await message.reply_photo(photo, reply_parameters=_under(message))

    async def export(self, update: Update, _: Context) -> None:
        """A tap under ``/unanswered``: all of it as a file."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        action = parse(query.data or "")
        if not self._admins.allow(update) or not isinstance(action, ExportMissing):
            await acknowledge(query, wording.administering.ADMINS_ONLY())
            return
        groups = await self._groups()
        if not groups:
            await acknowledge(query, wording.learning.NOTHING_TO_EXPORT())
            return
        await acknowledge(query)
        write = as_csv if action.kind == "csv" else as_questions
        data = await asyncio.to_thread(write, groups)
        file = InputFile(data, filename=f"unanswered.{action.kind}")
        await query.message.reply_document(file, reply_parameters=_under(query.message))

    async def digest(self) -> Reply:
        """The week's numbers."""
        groups = await self._groups(since=datetime.now(UTC) - timedelta(days=_WEEK))
        most = sorted(groups, key=lambda group: -group.count)[:_IN_DIGEST]
        missed = [
            wording.learning.missed(group.count, group.newest.question[:200], group.newest.verdict, "")
            for group in most
        ]
        return digest_reply(await self._numbers(_WEEK), missed)

    async def _groups(self, since: datetime | None = None) -> list[Group]:
        first = since.timestamp() if since is not None else 0.0
        unanswered = await self._store.feedback.unanswered() if self._keeps_unanswered else []
        votes = [vote for vote in await self._store.feedback.votes() if vote.verdict != "good"]
        return await asyncio.to_thread(_grouped, unanswered, votes, self._library.current, first)

    async def _numbers(self, days: int) -> Numbers:
        figures = await self._store.statistics.figures(days)
        return await asyncio.to_thread(_numbers, figures, self._library.current)


def _under(message: Message) -> ReplyParameters:
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


def _grouped(
    unanswered: list[Unanswered], votes: list[Vote], snapshot: Snapshot, first: float
) -> list[Group]:
    missed = [Missed(each.question, UNANSWERED, each.at) for each in unanswered]
    missed += [
        Missed(vote.question, vote.verdict, vote.at, _headline(vote.passages[:1], snapshot)) for vote in votes
    ]
    return grouped(each for each in missed if each.at >= first)


def _headline(passages: tuple[str, ...], snapshot: Snapshot) -> str:
    """The headline of the article of a passage; empty when it is no longer here."""
    position = snapshot.positions.get(passages[0]) if passages else None
    if position is None:
        return ""
    return snapshot.articles.title(int(snapshot.occurrences.article_of[position]))


def _numbers(figures: Figures, snapshot: Snapshot) -> Numbers:
    cited: Counter[str] = Counter()
    for passage, count in figures.cited:
        cited[_headline((passage,), snapshot) or wording.learning.GONE()] += count
    days = tuple(DayOf(_EPOCH + timedelta(each.day), each.asked, each.answered) for each in figures.days)
    return Numbers(days, figures.quantile(0.5), figures.quantile(0.95), tuple(cited.most_common()))
