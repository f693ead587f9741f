"""What an admin sends to a group as if it could be added there: a word in private says where it can."""

import time
from collections.abc import Callable

from cachetools import LRUCache
from telegram import Message, Update
from telegram.constants import ChatType

from bot.dialogue import wording
from bot.dialogue.offered import asks, is_article, link_offered
from bot.handlers import heard
from bot.handlers.access import Admins
from bot.handlers.context import Context
from bot.handlers.sending import tell_in_private

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
# An album is one thing to its admin, and the second document of one hears nothing more.
_AGAIN_AFTER = 60.0  # seconds
# What is not said to the bot may be meant for the people there: a word a day is enough to know where it belongs.
_UNASKED_AGAIN_AFTER = 86_400.0  # seconds
_REMEMBERED = 1_000  # admins in their groups


class OfferedInGroups:
    """Knows an admin's documents, articles and links in groups. The group itself hears nothing of it.

    Telegram shows the bot what is said to it there, and the rest only without privacy mode. A link is meant for the
    bot only when it is said to it.
    """

    def __init__(self, admins: Admins, clock: Callable[[], float] = time.monotonic) -> None:
        self._admins = admins
        self._clock = clock
        self._told: LRUCache[tuple[int, int], float] = LRUCache(_REMEMBERED)

    def is_one(self, update: Update) -> bool:
        """Whether a message to a group, new or edited, brings what an admin may add, and asks nothing."""
        message = update.effective_message
        if message is None or message.chat.type not in _GROUPS or not self._admins.knows(message):
            return False
        is_said_to_bot, beside = _said(message)
        if not is_said_to_bot and heard.BeginsWithCommand().filter(message):
            return False
        if message.document is not None:
            return not asks(beside)
        return is_article(heard.words(message)) or (is_said_to_bot and link_offered(beside) is not None)

    async def tell(self, update: Update, _: Context) -> None:
        """Tell the admin in private, if that was not done a short while ago."""
        message = update.message
        if message is None:
            return
        place, now = (heard.author(message), message.chat.id), self._clock()
        pause = _AGAIN_AFTER if _said(message)[0] else _UNASKED_AGAIN_AFTER
        if place in self._told and now - self._told[place] < pause:
            return
        self._told[place] = now
        await tell_in_private(message, wording.guiding.offered_in_private(message.chat.title or ""))


def _said(message: Message) -> tuple[bool, str]:
    """Whether a message is said to the bot, and its words without the bot's name or a command that there is not."""
    bot = message.get_bot()
    command = heard.command_in(message, bot.username)
    if command is not None and command.is_addressed and command.name not in wording.guiding.MENU_ADMIN:
        return True, command.words
    mentioned, words = heard.mention_in(message, bot)  # type: ignore[arg-type]  # the application's own
    above = heard.above(message)
    replied = above is not None and heard.is_own(above, bot)  # type: ignore[arg-type]
    return (mentioned or replied) and not heard.BeginsWithCommand().filter(message), words
