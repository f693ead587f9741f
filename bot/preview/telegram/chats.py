"""Chats and their messages, as the people in them see them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

GENERAL_TOPIC = 1  # Telegram's own topic of every forum; its messages carry no thread, and none may be sent


@dataclass
class Message:
    """One message. ``thread`` is a topic in a forum, and in other supergroups the start of a reply chain."""

    id: int
    date: int
    sender: Json
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    reply_markup: Json | None = None
    reply_to: int | None = None
    quote: Json | None = None
    thread: int | None = None
    edit_date: int | None = None
    link_preview_options: Json | None = None
    silent: bool = False
    more: Json = field(default_factory=dict)
    """The Bot API's other fields of this message: a document, a photo, where it was forwarded from."""

    @property
    def edited(self) -> bool:
        return self.edit_date is not None

    @property
    def buttons(self) -> list[Json]:
        """The buttons under the message, row by row in one list."""
        rows = self.reply_markup["inline_keyboard"] if self.reply_markup else []
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    def entity_texts(self, kind: str) -> list[str]:
        """What the entities of one type mark, as a reader sees it."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * found["offset"] : 2 * (found["offset"] + found["length"])].decode("utf-16-le")
            for found in self.entities
            if found["type"] == kind
        ]


@dataclass
class Chat:
    """One chat: what Telegram knows of it, and what stands in it."""

    id: int
    type: str
    title: str
    forum: bool = False
    topics: dict[str, int] = field(default_factory=dict)
    """The topics of a forum: name -> message_thread_id."""
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    closed_because: str | None = None
    """What Telegram says to a bot that was blocked or removed."""
    muted_because: str | None = None
    """What Telegram says to a bot that may read here but not write."""
    reactions: dict[int, str] = field(default_factory=dict)
    """The bot's reactions, by message."""
    username: str | None = None
    admins: set[int] = field(default_factory=set)
    """Who administers a group, by user id."""
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def last(self) -> Message:
        """The newest message."""
        if not self.messages:
            raise LookupError(f"nothing stands in chat {self.id}")
        return self.messages[max(self.messages)]

    def sent_by(self, user_id: int) -> list[Message]:
        return [message for message in self.messages.values() if message.sender["id"] == user_id]

    def new_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id

    def delete(self, message_id: int) -> None:
        """Somebody deletes a message; no bot is told."""
        del self.messages[message_id]

    def add(self, message: Message) -> Message:
        """Put a new message into the chat, in the thread in which Telegram would put it."""
        above = self.messages.get(message.reply_to) if message.reply_to is not None else None
        if above is not None and message.thread is None:
            if self.forum:
                message.thread = above.thread
            elif self.type == "supergroup":
                message.thread = above.thread or above.id
        self.messages[message.id] = message
        return message

    def as_json(self) -> Json:
        chat: Json = {"id": self.id, "type": self.type}
        chat |= {"first_name": self.title} if self.is_private else {"title": self.title}
        if self.username:
            chat["username"] = self.username
        if self.forum:
            chat["is_forum"] = True
        return chat

    def message_json(self, message: Message, *, with_reply: bool = True) -> Json:
        """A message as the Bot API gives it; the message above it comes without a further one above."""
        result: Json = {
            "message_id": message.id,
            "from": message.sender,
            "chat": self.as_json(),
            "date": message.date,
        }
        if message.thread is not None:
            result["message_thread_id"] = message.thread
            if self.forum:
                result["is_topic_message"] = True
        if with_reply:
            # In a topic, a message that replies to nothing comes as a reply to the topic's own first message.
            above = message.reply_to if message.reply_to is not None else self._topic_start(message)
            if above in self.messages:
                result["reply_to_message"] = self.message_json(self.messages[above], with_reply=False)
            if message.quote:
                result["quote"] = message.quote
        if message.edit_date is not None:
            result["edit_date"] = message.edit_date
        if message.text:
            result["text"] = message.text
        if message.entities:
            result["entities"] = message.entities
        if message.link_preview_options:
            result["link_preview_options"] = message.link_preview_options
        if message.reply_markup:
            result["reply_markup"] = message.reply_markup
        return result | message.more

    def _topic_start(self, message: Message) -> int:
        """The first message of the topic that a message stands in; 0 when there is none."""
        return message.thread if self.forum and message.thread and message.thread != message.id else 0
