"""Taking articles away, bringing them back, undoing, and who did what: for admins."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from telegram import Message, Update
from telegram.error import BadRequest, TelegramError

from bot.dialogue import wording
from bot.dialogue.buttons import ChooseRemoval, RemoveArticle, RestoreArticle, UndoChange, is_number
from bot.dialogue.histories import (
    choice_reply,
    log_reply,
    removal_reply,
    removed_reply,
    restoral_reply,
    undo_reply,
)
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import failure_reply
from bot.handlers import heard
from bot.handlers.access import Admins
from bot.handlers.changes import ChangeRefusedError
from bot.handlers.context import Context
from bot.handlers.making import Making, Wanted, Work, ready, user_id
from bot.handlers.places import Places
from bot.handlers.sending import acknowledge, replace, send
from knowledge import Article, KnowledgeError, Library, Progress, Snapshot, topic_articles
from knowledge.library.changes import Change

_LOG = logging.getLogger(__name__)
_MOST_CHOICES = 8  # articles whose headline has the words of /remove
_LOGGED = 20  # lines of /log


class History:
    """The handlers for what admins take back; ``Admins.allow`` has let the update through before."""

    def __init__(self, library: Library, admins: Admins, making: Making, places: Places) -> None:
        self._library = library
        self._admins = admins
        self._making = making
        self._places = places

    async def remove(self, update: Update, _: Context) -> None:
        """``/remove N`` or ``/remove words of a headline`` asks for confirmation first."""
        await self._answer(update, self._ask_to_remove)

    async def restore(self, update: Update, _: Context) -> None:
        """``/restore N`` asks for confirmation; without a number it lists what was removed."""
        await self._answer(update, self._ask_to_restore)

    async def undo(self, update: Update, _: Context) -> None:
        """``/undo`` says whose change it would take back, and asks."""
        by = user_id(update)
        await self._answer(update, lambda _: self._ask_to_undo(by))

    async def log(self, update: Update, _: Context) -> None:
        """``/log``: who changed what."""
        await self._answer(update, lambda _: log_reply(self._library.log()[-_LOGGED:]))

    async def choose(self, update: Update, action: ChooseRemoval) -> None:
        """One of several articles was chosen to be removed: it is asked back in the same place."""
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        found = await asyncio.to_thread(self._keyed, action.article)
        await acknowledge(query)
        await replace(query.message, found)

    def removing(self, asked: Message, action: RemoveArticle, by: int | None) -> Wanted:
        """The removal of an article."""

        async def found() -> Work:
            known = await asyncio.to_thread(self._article, action.article)
            if known is None:
                raise ChangeRefusedError(wording.administering.ARTICLE_CHANGED())
            article_id = known[1].id
            return lambda _: (wording.administering.REMOVED(), self._library.remove(article_id, by))

        return Wanted("remove", said(wording.administering.REMOVING()), found, asked, action)

    def restoring(self, asked: Message, action: RestoreArticle, by: int | None) -> Wanted:
        """Bringing back an article that was removed."""

        async def found() -> Work:
            removed = await asyncio.to_thread(self._library.removed)
            article_id = next((each for each, _ in removed if _digest(each) == action.digest), None)
            if article_id is None:
                raise ChangeRefusedError(wording.administering.NOT_REMOVED())
            return lambda _: (wording.administering.RESTORED(), self._library.restore(article_id, by))

        return Wanted("restore", said(wording.administering.RESTORING()), found, asked, action)

    def undoing(self, asked: Message, action: UndoChange, by: int | None) -> Wanted:
        """Taking back the last change, if it still is the last. Whoever made it is told."""
        undone: list[tuple[int, str]] = []

        def undo(_: Progress) -> tuple[str, Change]:
            author = self._library.last_change().by
            what, change = self._library.undo(by, expected=action.digest)
            if author is not None and author != by and author in self._admins.ids:
                undone.append((author, what))
            return wording.administering.undone(what), change

        async def tell_author() -> None:
            for author, what in undone:
                await _tell(asked, author, wording.administering.your_change_was_undone(by, what))

        going_back = said(wording.administering.GOING_BACK())
        return Wanted("undo", going_back, ready(undo), asked, action, afterwards=tell_author)

    async def _answer(self, update: Update, make: Callable[[str], Reply]) -> None:
        message = update.message
        if message is None:
            return
        try:
            reply = await asyncio.to_thread(make, heard.after_command(message))
        except KnowledgeError as error:
            reply = failure_reply(self._places.hidden(str(error)))
        await send(message, reply)

    def _ask_to_remove(self, words: str) -> Reply:
        snapshot = self._library.current
        if not words:
            return said(wording.administering.REMOVE_USAGE())
        if is_number(words) and 0 < int(words) <= len(snapshot.articles):
            return removal_reply(int(words), snapshot.articles[int(words) - 1])
        if words.isdecimal():
            return said(wording.administering.no_such_number(len(snapshot.articles)))
        places, is_headline = topic_articles(words, snapshot)
        if not places:
            places = _with_words(words, snapshot)
        if not places:
            return said(wording.administering.no_such_headline(words))
        if len(places) == 1 or is_headline:
            return removal_reply(places[0] + 1, snapshot.articles[places[0]])
        shown = [(place + 1, snapshot.articles[place]) for place in places[:_MOST_CHOICES]]
        return choice_reply(shown, len(places))

    def _keyed(self, key: str) -> Reply:
        known = self._article(key)
        return removal_reply(*known) if known is not None else said(wording.administering.ARTICLE_CHANGED())

    def _article(self, key: str) -> tuple[int, Article] | None:
        """The number in the list and the article with a key; None when it has changed or is gone."""
        snapshot = self._library.current
        place = snapshot.article_positions.get(key)
        return None if place is None else (place + 1, snapshot.articles[place])

    def _ask_to_restore(self, number: str) -> Reply:
        removed = self._library.removed()
        if not (number.isascii() and number.isdecimal()) or not removed:
            return removed_reply([headline for _, headline in removed])
        if not 0 < int(number) <= len(removed):
            return said(wording.administering.no_such_removed(len(removed)))
        article_id, headline = removed[int(number) - 1]
        return restoral_reply(headline, RestoreArticle(_digest(article_id)))

    def _ask_to_undo(self, by: int | None) -> Reply:
        last = self._library.last_change()
        at = datetime.fromisoformat(last.at) if last.at else None
        return undo_reply(last.change, last.by, at, UndoChange(last.digest), is_own=last.by == by)


def _with_words(words: str, snapshot: Snapshot) -> tuple[int, ...]:
    """The articles with all words in their headline as they are typed: also parts of words, and words of no meaning."""
    wanted = words.casefold().split()
    found = []
    for place in range(len(snapshot.articles)):
        headline = snapshot.articles.title(place).casefold()
        if all(word in headline for word in wanted):
            found.append(place)
    return tuple(found)


async def _tell(asked: Message, admin: int, sentence: str) -> None:
    """Write to another admin, who may have no chat with the bot."""
    try:
        await asked.get_bot().send_message(admin, sentence)
    except BadRequest as error:
        _LOG.info("an admin could not be told", extra={"admin": admin, "reason": str(error)})
    except TelegramError as error:
        _LOG.warning("an admin could not be told", extra={"admin": admin, "reason": str(error)})


def _digest(article_id: str) -> str:
    """Names an article by its id in a button: ids may be longer than a button's data."""
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
