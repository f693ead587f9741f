"""Subscribing to words: the commands and the buttons. What is found is told by ``bot.service.news``."""

import asyncio

from telegram import Message, Update

from bot.dialogue import wording
from bot.dialogue.buttons import EndSubscription, parse
from bot.dialogue.conversation import clean
from bot.dialogue.reply import Reply, said
from bot.dialogue.subscriptions import subscriptions_reply
from bot.dialogue.wording.language import spoken
from bot.handlers import heard
from bot.handlers.answering import Answering
from bot.handlers.context import Context
from bot.handlers.group_admins import allowed, may_set
from bot.handlers.sending import acknowledge, replace, send
from bot.store.store import Store
from bot.store.subscriptions import Subscription
from knowledge import Library
from knowledge.answering.news import says_too_little

MOST = 10  # subscriptions of one chat
LONGEST = 100  # characters of one


class SubscriptionCommands:
    """The handlers. In a group, only its admins subscribe and end."""

    def __init__(self, library: Library, store: Store, answering: Answering) -> None:
        self._library = library
        self._store = store
        self._answering = answering

    async def subscribe(self, update: Update, context: Context) -> None:
        """``/subscribe words``: the chat is told of new articles about them, in this topic."""
        message = update.message
        if message is not None and await allowed(message, context.bot):
            await send(message, await self._subscribed(message))

    async def _subscribed(self, message: Message) -> Reply:
        words = clean(heard.asked_after_command(message))
        if not words:
            return said(wording.subscribing.USAGE())
        if len(words) > LONGEST:
            return said(wording.subscribing.too_long(LONGEST))
        if await asyncio.to_thread(says_too_little, words, self._library.current):
            return said(wording.subscribing.SAYS_TOO_LITTLE())
        topic = message.message_thread_id if message.is_topic_message else None
        made = Subscription(message.chat.id, words, topic, spoken())
        there = await self._store.subscriptions.of(message.chat.id)
        if len(there) >= MOST and made.name not in {each.name for each in there}:
            return said(wording.subscribing.too_many(MOST))
        if not await self._store.subscriptions.add(made, heard.author(message)):
            return said(wording.choosing.NOT_SET())
        return said(wording.subscribing.subscribed(words))

    async def subscriptions(self, update: Update, context: Context) -> None:
        """``/subscriptions``: the list, with a button to end each."""
        message = update.message
        if message is not None and await allowed(message, context.bot):
            await send(message, await self._listed(message.chat.id))

    async def tap(self, update: Update, context: Context) -> None:
        """A tap that ends a subscription: the list changes in place."""
        query = update.callback_query
        if query is None:
            return
        action, message = parse(query.data or ""), query.message
        if not isinstance(message, Message) or not isinstance(action, EndSubscription):
            await acknowledge(query, wording.answering.BUTTON_UNKNOWN())
        elif not await self._answering.may_tap(query.from_user.id):
            await acknowledge(query, wording.answering.TOO_MANY())
        elif not await may_set(query, message.chat, context.bot):
            await acknowledge(query, wording.choosing.GROUP_ADMINS_ONLY(), show_alert=False)
        elif not await self._store.subscriptions.end(message.chat.id, action.name):
            await acknowledge(query, wording.choosing.NOT_SET())
        else:
            await acknowledge(query)
            await replace(message, await self._listed(message.chat.id))

    async def _listed(self, chat: int) -> Reply:
        found = await self._store.subscriptions.of(chat)
        if not found and self._store.trouble is not None:
            return said(wording.choosing.NOT_SET())
        return subscriptions_reply([(each.name, each.words) for each in found])
