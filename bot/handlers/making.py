"""Making a change of the articles: in its turn, off the event loop, and told to the admin and to the log."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Message, Update

from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction
from bot.dialogue.reply import Reply
from bot.dialogue.reports import change_reply, failure_reply, loss_reply
from bot.handlers.background import Background
from bot.handlers.changes import PROGRESS_EVERY, ChangeRefusedError, Changes, Decisions, Shown, Turn
from bot.handlers.metrics import Metrics
from bot.handlers.places import Places
from knowledge import AdditionsError, KnowledgeError, Library, Progress, SourceError
from knowledge.errors import RebuildFailed, SourceShrunk
from knowledge.library.changes import Change

_LOG = logging.getLogger(__name__)

Work = Callable[[Progress], tuple[str, Change]]
"""Makes a change off the event loop; returns the title of its report and what it did. Raises KnowledgeError."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that an admin wants.

    ``prepare`` is called when it is the change's turn: what it looks at may be changed by those before. Raises
    ChangeRefusedError. ``first`` is shown when the change begins. ``asked`` is the message whose button, ``action``,
    was tapped. ``sha256`` names a document's content in the log. ``afterwards`` is awaited once the change is made,
    ``settled`` once nobody is asked any more, whether or not it was made.
    """

    name: str
    first: Reply
    prepare: Callable[[], Awaitable[Work]]
    asked: Message | None = None
    action: AdminAction | None = None
    sha256: str | None = None
    afterwards: Callable[[], Awaitable[None]] | None = None
    settled: Callable[[], Awaitable[None]] | None = None


class Making:
    """Makes what admins want, one change after the other. ``background`` runs them."""

    def __init__(
        self,
        library: Library,
        background: Background,
        metrics: Metrics,
        places: Places,
        progress_every: float = PROGRESS_EVERY,
        are_several: Callable[[], bool] = lambda: False,
    ) -> None:
        """``progress_every`` is the number of seconds between two edits of a progress message.

        ``are_several`` says whether other processes answer too: what is changed here would not be changed there.
        """
        self._are_several = are_several
        self._library = library
        self._metrics = metrics
        self._places = places
        self._changes = Changes(background, progress_every=progress_every)
        self.decisions = Decisions()

    def begin(self, update: Update, wanted: Wanted) -> None:
        """Take a place in the line of changes."""
        above = wanted.asked or update.message
        if above is None:
            return
        audit: dict[str, object] = {"by": user_id(update), "change": wanted.name, "sha256": wanted.sha256}

        async def make(turn: Turn) -> Reply:
            done, reply = await self._outcome(turn, wanted, audit)
            self._metrics.changes.labels(wanted.name, "done" if done else "failed").inc()
            if wanted.asked is not None:
                (self.decisions.reopen if reply.buttons else self.decisions.settle)(wanted.asked)
            if wanted.settled is not None and not reply.buttons:
                await wanted.settled()
            if done and wanted.afterwards is not None:
                await wanted.afterwards()
            return reply

        self._changes.begin(wanted.name, Shown(above, wanted.asked), wanted.first, make)

    async def _outcome(self, turn: Turn, wanted: Wanted, audit: dict[str, object]) -> tuple[bool, Reply]:
        """Whether a change was made, and what it did or why nothing has changed.

        The reply has buttons when the change can be tried again, or must be confirmed.
        """
        try:
            if wanted.name != "reload" and self._are_several():
                raise ChangeRefusedError(wording.administering.SEVERAL_PROCESSES())
            work = await wanted.prepare()
            reply = await turn.run(lambda progress: self._report(*work(progress)))
        except (KnowledgeError, ChangeRefusedError) as error:
            _LOG.warning("the knowledge base was not changed", extra=audit | {"reason": str(error)})
            return False, self._failed(error, wanted)
        except Exception:
            _LOG.exception("the knowledge base was not changed", extra=audit)
            return False, failure_reply(wording.administering.CHANGE_FAILED())
        _LOG.info("the knowledge base was changed", extra=audit)
        return True, reply

    def _report(self, title: str, done: Change) -> Reply:
        return change_reply(title, done, len(self._library.current.articles))

    def _failed(self, error: KnowledgeError | ChangeRefusedError, wanted: Wanted) -> Reply:
        """Why nothing has changed, with a button where another try may work: the document or folder is as it was."""
        reason = self._places.hidden(str(error))
        match error:
            case SourceShrunk() if wanted.name == "reload":
                return loss_reply(error)
            case SourceShrunk():
                return failure_reply(
                    wording.administering.shrunk_meanwhile(error.before, error.gone, error.new), wanted.action
                )
            case RebuildFailed() | SourceError() | AdditionsError() | ChangeRefusedError(passing=True):
                return failure_reply(reason, wanted.action)
        return failure_reply(reason)


def user_id(update: Update) -> int | None:
    """Who is behind an update."""
    return update.effective_user.id if update.effective_user else None


def ready(work: Work) -> Callable[[], Awaitable[Work]]:
    """Prepares what needs no preparation."""

    async def prepared() -> Work:
        return work

    return prepared
