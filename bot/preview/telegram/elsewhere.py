"""What people do with the bot where it is no member: they choose from what it offers, or mention it as a guest."""

from typing import Any

from bot.preview.telegram.chats import Chat, Message
from bot.preview.telegram.people import People
from bot.preview.telegram.rules import found_entities, utf16_slice

Json = dict[str, Any]

_LONGEST_QUERY = 256  # characters


class Elsewhere(People):
    """Inline mode and guest mode, as they look to people."""

    def user_types(self, user: int, text: str) -> Json | None:
        """A person writes the bot's name and some words in any chat, and pauses. Telegram tells the bot the words."""
        with self.changed:
            typed = text[:_LONGEST_QUERY]
            query = {"id": self.new_query(user).id, "from": self.person(user), "query": typed, "offset": ""}
            return self.queue({"inline_query": query})

    def user_chooses(
        self, chat: Chat | int, user: int, query_id: str, result_id: str, *, thread: int | None = None
    ) -> Json | None:
        """A person sends one of the results that they were offered for what they typed.

        Raises LookupError when nothing of that kind was offered to them.
        """
        with self.changed:
            query = self.queries[query_id]
            offered = (query.answer or {}).get("results", [])
            result = next((each for each in offered if each["id"] == result_id), None)
            if result is None or query.user_id != user:
                raise LookupError(f"result {result_id} of query {query_id} was not offered to {user}")
            chat, via = self.chat(chat), {"via_bot": self.bot}
            message = self._sent_result(chat, self.person(user), result, via, None, thread)
            return self._told(chat, message, "message")

    def user_asks_guest(self, chat_id: int, user: int, text: str) -> Json | None:
        """A person mentions the bot in a group that it is no member of, and that nobody looks at."""
        with self.changed:
            group = Chat(chat_id, "supergroup", "Elsewhere")
            message = self._new_message(group, self.person(user))
            message.text, message.entities = text, found_entities(text)
            return self._summoned(group, message)

    def _told(self, chat: Chat, message: Message, kind: str) -> Json | None:
        if kind == "message" and self._is_summons(chat, message):
            return self._summoned(chat, message)
        return super()._told(chat, message, kind)

    def _is_summons(self, chat: Chat, message: Message) -> bool:
        """Whether a message calls the bot into a group that it is no member of."""
        if not self.guest_mode or chat.is_private or chat.closed_because is None or "via_bot" in message.more:
            return False
        name = f"@{self.username}".casefold()
        return any(
            utf16_slice(message.text, entity["offset"], entity["length"]).casefold() == name
            for entity in message.entities
            if entity["type"] == "mention"
        )

    def _summoned(self, chat: Chat, message: Message) -> Json | None:
        query = self.new_query(message.sender["id"])
        query.summons = (chat, message)
        return self.queue({"guest_message": chat.message_json(message) | {"guest_query_id": query.id}})

    def _sent_result(
        self, chat: Chat, sender: Json, result: Json, more: Json, reply_to: int | None, thread: int | None
    ) -> Message:
        """A result as a message of somebody's."""
        content = result["input_message_content"]
        message = self._said(chat, sender, more, reply_to, thread)
        message.text, message.entities = content["message_text"], content["entities"]
        message.link_preview_options = content.get("link_preview_options")
        message.reply_markup = result["reply_markup"]
        return message
