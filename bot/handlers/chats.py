"""Questions and commands from everybody, in private chats and in groups: from an update to a reply."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from telegram import ChatMember, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import CallbackContext, ExtBot

from bot.dialogue import wording
from bot.dialogue.conversation import ButtonExpired, Conversation
from bot.dialogue.rendering import Reply
from bot.dialogue.rich_text import rich
from bot.handlers.access import Admins, Quota
from bot.handlers.sending import acknowledge, replace, send

_LOG = logging.getLogger(__name__)
_REMEMBERED_ANSWERS = 2_000

Context = CallbackContext[ExtBot[None], dict[object, object], dict[object, object], dict[object, object]]


class _Asked(NamedTuple):
    question: str | None
    topic: str | None


class Chats:
    """The handlers for everybody. In groups, what is not for this bot is left alone in silence.

    Which question an answer belongs to is remembered in memory only, for follow-ups and *More*; after a
    restart an answer's own buttons and the message that it replies to still work.
    """

    def __init__(self, conversation: Conversation, admins: Admins, quota: Quota) -> None:
        self._conversation = conversation
        self._admins = admins
        self._quota = quota
        self._asked: OrderedDict[tuple[int, int], _Asked] = OrderedDict()

    async def private_text(self, update: Update, _: Context) -> None:
        """Any text in a private chat is a question, or a follow-up when it replies to an answer."""
        message = _message(update)
        await self._answer(
            message, message.text or message.caption or "", previous=self._topic_above(message)
        )

    async def private_other(self, update: Update, _: Context) -> None:
        await send(_message(update), Reply(rich(wording.TEXT_ONLY)))

    async def unknown_command(self, update: Update, _: Context) -> None:
        await send(_message(update), Reply(rich(wording.UNKNOWN_COMMAND)))

    async def ask(self, update: Update, context: Context) -> None:
        """``/ask question``, or ``/ask`` as a reply to the message that holds the question."""
        message = _message(update)
        question = _after_command(message)
        above = message.reply_to_message
        if question:
            await self._answer(message, question, previous=self._topic_above(message))
        elif above is not None and _is_someones(above, context.bot) and (above.text or above.caption):
            await self._answer(message, above.text or above.caption or "", under=above.message_id)
        else:
            await send(message, Reply(rich(wording.ASK_USAGE)))

    async def group_text(self, update: Update, context: Context) -> None:
        """A reply to one of the bot's answers, or a mention where Telegram delivers it; nothing else."""
        message = _message(update)
        above = message.reply_to_message
        mentioned, text = _without_mention(message, context.bot.username)
        if above is not None and self._is_answer(above, context.bot):
            await self._answer(message, text, previous=self._topic_above(message))
        elif mentioned and text:
            await self._answer(message, text)
        elif mentioned and above is not None and (above.text or above.caption):
            await self._answer(message, above.text or above.caption or "", under=above.message_id)

    async def start(self, update: Update, context: Context) -> None:
        await send(
            _message(update), await asyncio.to_thread(self._conversation.start, context.bot.first_name)
        )

    async def help(self, update: Update, context: Context) -> None:
        message = _message(update)
        mode = privacy_mode(context.bot)
        if message.chat.type == ChatType.PRIVATE:
            text = wording.help_private(is_admin=self._admins.allow(update), privacy_mode=mode)
        else:
            text = wording.help_group(context.bot.username, mode)
        await send(message, Reply(rich(text)))

    async def articles(self, update: Update, _: Context) -> None:
        message = _message(update)
        await send(message, self._conversation.articles(_after_command(message)))

    async def article(self, update: Update, _: Context) -> None:
        message = _message(update)
        await send(message, self._conversation.article(_after_command(message)))

    async def privacy(self, update: Update, _: Context) -> None:
        await send(_message(update), Reply(rich(wording.PRIVACY)))

    async def membership(self, update: Update, context: Context) -> None:
        """Greet a group that the bot was just added to, and say what privacy mode means there."""
        change = update.my_chat_member
        if change is None or change.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
            return
        absent = {ChatMember.LEFT, ChatMember.BANNED}
        if change.old_chat_member.status in absent and change.new_chat_member.status not in absent:
            text = wording.greeting_group(context.bot.username, privacy_mode(context.bot))
            await context.bot.send_message(change.chat.id, text)

    async def tap(self, update: Update, context: Context) -> None:
        """A tap on a button by anyone: pages turn in place, everything else is a new message below."""
        query = update.callback_query
        if query is None:
            return
        message = query.message
        if not isinstance(message, Message) or not query.data:
            await acknowledge(query, wording.BUTTON_UNKNOWN)
            return
        if not self._quota.allow(query.from_user.id):
            await acknowledge(query, wording.TOO_MANY)
            return
        question = self._question_of(message, context.bot)
        try:
            reply = await asyncio.to_thread(self._conversation.press, query.data, question)
        except ButtonExpired as gone:
            await acknowledge(query, str(gone))
            return
        await acknowledge(query)
        if query.data.startswith("a:"):
            await replace(message, reply)
        else:
            self._remember(await send(message, reply), reply)

    async def _answer(
        self, message: Message, text: str, *, previous: str | None = None, under: int | None = None
    ) -> None:
        # Anonymous admins and channels all share one user id: there, the chat they write as is the author.
        author = message.sender_chat or message.from_user or message.chat
        if not self._quota.allow(author.id):
            if self._quota.tell_once(author.id):
                await send(message, Reply(rich(wording.TOO_MANY)))
            return
        reply = await asyncio.to_thread(self._conversation.reply_to, text, previous)
        self._remember(await send(message, reply, under=under), reply)
        _LOG.info("answered", extra={"chat_type": message.chat.type, "found": reply.question is not None})

    def _remember(self, sent: Message, reply: Reply) -> None:
        if reply.question is None and reply.topic is None:
            return
        self._asked[sent.chat.id, sent.message_id] = _Asked(reply.question, reply.topic)
        if len(self._asked) > _REMEMBERED_ANSWERS:
            self._asked.popitem(last=False)

    def _topic_above(self, message: Message) -> str | None:
        """What the message replied to was about, when it is one of the bot's remembered answers."""
        above = message.reply_to_message
        asked = self._asked.get((above.chat.id, above.message_id)) if above is not None else None
        return asked.topic if asked else None

    def _is_answer(self, message: Message, bot: ExtBot[None]) -> bool:
        """Whether a message is one of the bot's answers: from memory or, after a restart, by its buttons."""
        if _is_someones(message, bot):
            return False
        rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
        by_buttons = any(str(button.callback_data).startswith("c:") for row in rows for button in row)
        return by_buttons or (message.chat.id, message.message_id) in self._asked

    def _question_of(self, answer: Message, bot: ExtBot[None]) -> str | None:
        """The question that one of the bot's messages answers, from memory or from what it replies to."""
        remembered = self._asked.get((answer.chat.id, answer.message_id))
        if remembered is not None:
            return remembered.question
        above = answer.reply_to_message
        if above is None or not _is_someones(above, bot):
            return None
        if above.text and above.text.startswith("/"):
            return _after_command(above) or None
        return _without_mention(above, bot.username)[1] or above.caption


def privacy_mode(bot: ExtBot[None]) -> str:
    """What privacy mode, as ``get_me`` told it at the start, means for groups."""
    reads_all = bool(bot.bot.can_read_all_group_messages)
    return wording.privacy_mode(bot.username, reads_all=reads_all)


def refuse(admins: Admins) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler for admin commands of others: tells them no, once, without detail."""

    async def told_no(update: Update, _: Context) -> None:
        if update.message is None:
            return
        if admins.is_late(update):
            await send(update.message, Reply(rich(wording.TOO_LATE)))
        elif admins.tell_once(update):
            await send(update.message, Reply(rich(wording.ADMINS_ONLY)))

    return told_no


def _message(update: Update) -> Message:
    """The message of an update: every handler here is registered for fresh messages only."""
    if update.message is None:
        raise ValueError("an update without a message reached a handler for messages")
    return update.message


def _after_command(message: Message) -> str:
    """What stands after the command, on whatever line."""
    return " ".join((message.text or "").split()[1:])


def _is_someones(message: Message, bot: ExtBot[None]) -> bool:
    return message.from_user is None or message.from_user.id != bot.id


def _without_mention(message: Message, username: str) -> tuple[bool, str]:
    """Whether a message mentions the bot, and its text without the mention."""
    text = message.text or ""
    mentions = message.parse_entities([MessageEntity.MENTION]).values()
    mentioned = [mention for mention in mentions if mention.casefold() == f"@{username}".casefold()]
    for mention in mentioned:
        text = text.replace(mention, " ")
    return bool(mentioned), " ".join(text.split())
