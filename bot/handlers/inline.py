"""Quotations in any chat: ``@bot words`` while somebody types, and a mention where the bot is no member."""

import asyncio
import logging

from telegram import (
    Bot,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation, clean
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import clipped
from bot.dialogue.sharing import Choice
from bot.handlers import heard
from bot.handlers.access import Quota
from bot.handlers.context import Context
from bot.handlers.metrics import Metrics
from bot.handlers.questions import words_of_question
from bot.handlers.sending import NO_PREVIEW, entities, keyboard
from knowledge import Earlier

_LOG = logging.getLogger(__name__)
_KEPT_FOR = 10  # seconds in which Telegram may give the same list again: a reload changes it
_LONGEST_TITLE = 100


class Inline:
    """What people choose is sent in their name, so it has links alone below it: nobody's taps come back."""

    def __init__(self, conversation: Conversation, metrics: Metrics, *, typed: Quota, asked: Quota) -> None:
        """``typed`` counts the queries of somebody who is typing, ``asked`` the questions to a guest."""
        self._conversation = conversation
        self._metrics = metrics
        self._typed = typed
        self._asked = asked

    async def query(self, update: Update, context: Context) -> None:
        """The quotations that answer what somebody has typed so far."""
        query = update.inline_query
        if query is None:
            return
        words = clean(query.query)
        allowed = not words or await self._typed.allow(query.from_user.id)
        choice = Choice(hint=wording.answering.TYPE_A_QUESTION() if allowed else wording.answering.TOO_MANY())
        if words and allowed:
            choice = await asyncio.to_thread(self._conversation.shared, words, context.bot.username)
        results = [
            _article(each.key, each.title, each.description, each.reply, context.bot) for each in choice.found
        ]
        try:
            await context.bot.answer_inline_query(
                query.id,
                results,
                cache_time=_KEPT_FOR if allowed else 0,
                # Telegram gives a list that is nobody's own to everybody who types the same. The words under it are
                # in the language of whoever typed, and not everybody may see it.
                is_personal=True,
                button=None if results else InlineQueryResultsButton(choice.hint, start_parameter="help"),
            )
        except BadRequest as error:  # the person has typed on
            _LOG.info("an inline query could not be answered", extra={"reason": str(error)})
        if words:
            outcome = ("answered" if results else "no_answer") if allowed else "over_quota"
            self._metrics.questions.labels("inline", outcome).inc()

    async def guest(self, update: Update, context: Context) -> None:
        """A mention in a chat that the bot is no member of. It gets one answer, and that at once."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        _, words = heard.mention_in(message, context.bot)
        above = heard.above(message)
        read = heard.selected(message) or (words_of_question(above, context.bot) if above else None)
        if not await self._asked.allow(heard.author(message)):
            reply, outcome = said(wording.answering.TOO_MANY()), "over_quota"
        elif not words and not read:
            reply, outcome = said(wording.answering.TYPE_A_QUESTION()), "no_answer"
        else:
            earlier = Earlier(clean(read)) if words and read else None
            reply = await asyncio.to_thread(self._conversation.reply_to, words or read or "", earlier)
            outcome = "answered" if reply.question is not None else "no_answer"
        title = clipped(clean(words) or wording.answering.ANSWER(), _LONGEST_TITLE)
        try:
            await message.answer_guest_query(_article("answer", title, "", _with_links(reply), context.bot))
        except BadRequest as error:
            _LOG.info("a guest's question could not be answered", extra={"reason": str(error)})
        self._metrics.questions.labels("guest", outcome).inc()


def _article(key: str, title: str, description: str, reply: Reply, bot: Bot) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        reply.text.text, entities=entities(reply.text), link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        key, title, content, reply_markup=keyboard(reply, bot), description=description or None
    )


def _with_links(reply: Reply) -> Reply:
    """The reply with those of its buttons that open a page."""
    rows = (tuple(button for button in row if button.url is not None) for row in reply.buttons)
    return Reply(reply.text, tuple(row for row in rows if row), reply.question)
