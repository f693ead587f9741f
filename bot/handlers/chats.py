"""Questions and commands from everybody, in private chats and in groups: from an update to a reply."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import ChatMember, Message, Update
from telegram.constants import ChatType
from telegram.ext import ExtBot

from bot.dialogue import deep_links, wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply, said
from bot.handlers import heard
from bot.handlers.access import Admins
from bot.handlers.albums import Albums
from bot.handlers.answering import Answering
from bot.handlers.context import Context
from bot.handlers.learning import Learning
from bot.handlers.questions import Question, Questions, answered_by
from bot.handlers.sending import send, tell_in_private
from bot.store.store import Store

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Chats:
    """The handlers for everybody. In groups, the bot ignores what is not meant for it.

    The question that a message answered is kept in the store, for follow-ups and *More*. When it is not there any more,
    the buttons still work.
    """

    def __init__(
        self,
        conversation: Conversation,
        questions: Questions,
        answering: Answering,
        admins: Admins,
        store: Store,
        albums: Albums,
        learning: Learning,
    ) -> None:
        self._conversation = conversation
        self._questions = questions
        self._answering = answering
        self._admins = admins
        self._store = store
        self._albums = albums
        self._learning = learning

    def within_quota(self, handler: Handler) -> Handler:
        """The handler for messages, which counts each: a flood of commands is a flood too."""

        async def limited(update: Update, context: Context) -> None:
            if await self._answering.may_act(_message(update)):
                await handler(update, context)

        return limited

    async def private_text(self, update: Update, context: Context) -> None:
        """Any text in a private chat is a question, and so is a caption; of an album, the first one."""
        message = _message(update)
        if self._albums.is_first_caption(message):
            await self._answering.answer(
                update, message, await self._questions.in_private(message, context.bot)
            )

    async def private_other(self, update: Update, _: Context) -> None:
        """A photo, a voice message and the like."""
        message = _message(update)

        async def tell() -> None:
            if await self._answering.may_act(message):
                await send(message, said(wording.answering.TEXT_ONLY()))

        await self._albums.without_caption(message, tell)

    async def unknown_command(self, update: Update, _: Context) -> None:
        """A command that the bot does not have, in a private chat."""
        await send(_message(update), said(wording.guiding.UNKNOWN_COMMAND()))

    async def ask(self, update: Update, context: Context) -> None:
        """``/ask question``, or ``/ask`` as a reply to the message that holds the question."""
        message = _message(update)
        question = await self._questions.after_ask(message, context.bot)
        if question is not None:
            await self._answering.answer(update, message, question)
        elif await self._answering.may_act(message):
            await send(message, said(wording.guiding.ASK_USAGE()))

    async def group_text(self, update: Update, context: Context) -> None:
        """A mention, where Telegram delivers it, or a reply to the bot. Other text and captions are ignored."""
        message = _message(update)
        if not await self._questions.hears(message):
            return
        question = await self._questions.in_group(message, context.bot)
        if question is not None:
            await self._answering.answer(update, message, question)
        elif heard.mention_in(message, context.bot)[0] and await self._answering.may_act(message):
            await send(message, said(wording.guiding.ASK_USAGE()))

    async def group_command(self, update: Update, context: Context) -> None:
        """A command that is not for groups: one line leads to the private chat, where it is for this bot for sure."""
        message = _message(update)
        command = heard.command_in(message, context.bot.username)
        if command is None:
            return
        for_admins = wording.guiding.MENU_ADMIN.keys() - wording.guiding.MENU_PRIVATE.keys()
        is_admins_own = command.name in for_admins and self._admins.knows(message)
        if not (command.is_addressed or is_admins_own) or not await self._answering.may_act(message):
            return
        if command.name == "start":
            await self.help(update, context)
        elif command.name not in wording.guiding.MENU_ADMIN:
            await send(message, said(wording.guiding.UNKNOWN_COMMAND()))
        elif command.name in for_admins and not is_admins_own and message.sender_chat is None:
            if self._admins.tell_once(message):
                await send(message, said(wording.administering.ADMINS_ONLY()))
        elif not (
            is_admins_own and await tell_in_private(message, wording.guiding.admin_in_private(command.name))
        ):
            payload = command.name if command.name in deep_links.COMMANDS else ""
            address = deep_links.address(context.bot.username, payload)
            await send(message, said(wording.guiding.in_private(command.name, address)))

    async def edited(self, update: Update, context: Context) -> None:
        """A message was edited: a question gets its answer edited. Commands that did something do not run again."""
        message = update.edited_message
        if message is not None:
            await self._answering.change(update, message, context.bot)

    async def start(self, update: Update, context: Context) -> None:
        """``/start``: the welcome, or what a link into the private chat is to open."""
        message = _message(update)
        match deep_links.parse(heard.asked_after_command(message)):
            case deep_links.AskQuestion(words):
                await self._answering.answer(update, message, Question(words))
                return
            case deep_links.OpenCommand("articles"):
                reply = await asyncio.to_thread(self._conversation.articles)
            case deep_links.OpenCommand("privacy"):
                reply = said(self._learning.privacy())
            case deep_links.OpenCommand():
                await self.help(update, context)
                return
            case None:
                reply = await asyncio.to_thread(self._conversation.start, context.bot.first_name)
            case aim:
                reply = await asyncio.to_thread(self._conversation.opened, aim)
        await self.show(message, reply)

    async def help(self, update: Update, context: Context) -> None:
        """``/help``: what the bot can do in this kind of chat."""
        message = _message(update)
        mode = privacy_mode(context.bot)
        if message.chat.type == ChatType.PRIVATE:
            text = wording.guiding.help_private(is_admin=self._admins.allow(update), privacy_mode=mode)
        else:
            text = wording.guiding.help_group(context.bot.username, mode)
        if context.bot.bot.supports_inline_queries:
            text = f"{text}\n\n{wording.guiding.inline(context.bot.username)}"
        await send(message, said(text))

    async def articles(self, update: Update, _: Context) -> None:
        """``/articles``: the list of articles."""
        message = _message(update)
        page = heard.after_command(message)
        await send(message, await asyncio.to_thread(self._conversation.articles, page))

    async def article(self, update: Update, _: Context) -> None:
        """``/article N``: one article of the list."""
        message = _message(update)
        number = heard.after_command(message)
        await self.show(message, await asyncio.to_thread(self._conversation.article, number))

    async def privacy(self, update: Update, _: Context) -> None:
        """``/privacy``: what the bot keeps about people."""
        await send(_message(update), said(self._learning.privacy()))

    async def forget(self, update: Update, _: Context) -> None:
        """``/forget``: erases what is kept about whoever asks."""
        message = _message(update)
        person = heard.author(message)
        await self._answering.forget(person)
        erased = await self._store.forget(person)
        await send(message, said(wording.guiding.FORGOTTEN() if erased else wording.guiding.NOT_FORGOTTEN()))

    async def membership(self, update: Update, context: Context) -> None:
        """Greets a group that the bot was just added to, and forgets a chat that it was removed from."""
        change = update.my_chat_member
        if change is None:
            return
        absent = {ChatMember.LEFT, ChatMember.BANNED}
        if change.new_chat_member.status in absent:
            await self._store.forget_chat(change.chat.id)
            return
        is_group = change.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}
        if is_group and change.old_chat_member.status in absent:
            text = wording.guiding.greeting_group(context.bot.username, privacy_mode(context.bot))
            await context.bot.send_message(change.chat.id, text)

    async def show(self, message: Message, reply: Reply) -> None:
        """Send what a command shows. What it quotes is remembered, for follow-ups."""
        sent = await send(message, reply)
        self._answering.remember(sent.chat.id, sent.message_id, heard.author(message), answered_by(reply))


def privacy_mode(bot: ExtBot[None]) -> str:
    """What privacy mode means for groups; ``get_me`` said at the start which mode is on."""
    reads_all = bool(bot.bot.can_read_all_group_messages)
    return wording.guiding.privacy_mode(bot.username, reads_all=reads_all)


def refuse(admins: Admins) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler for admin commands from other people: it refuses once, and says no more."""

    async def told_no(update: Update, _: Context) -> None:
        if update.message is None:
            return
        if admins.is_late(update):
            await send(update.message, said(wording.administering.TOO_LATE()))
        elif admins.tell_once(update.message):
            await send(update.message, said(wording.administering.ADMINS_ONLY()))

    return told_no


def _message(update: Update) -> Message:
    """The message of an update: every handler here is registered for fresh messages only."""
    if update.message is None:
        raise ValueError("an update without a message reached a handler for messages")
    return update.message
