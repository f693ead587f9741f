"""The people's side: what they do in their chats, and which of it Telegram tells the bot."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from bot.preview.telegram.chats import Chat, Message
from bot.preview.telegram.rules import (
    LONGEST_TEXT,
    check_quote,
    clean_text,
    found_entities,
    utf16_length,
)
from bot.preview.telegram.state import StoredFile, TelegramState

Json = dict[str, Any]

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_COMMAND = re.compile(r"/\w+(?:@(\w+))?")


class People(TelegramState):
    """Each act changes the chat, and queues and returns the Update, or None when the bot is not told."""

    def person(self, user_id: int, name: str | None = None, username: str | None = None) -> Json:
        """A user as the Bot API gives one; made when first named."""
        known = self.people.setdefault(
            user_id,
            {"id": user_id, "is_bot": False, "first_name": f"User{user_id}", "language_code": "en"},
        )
        known |= {"first_name": name} if name else {}
        known |= {"username": username} if username else {}
        return known

    def somebody(self) -> Json:
        """Where a message is forwarded from: another person."""
        sender = self.person(777_002, "Somebody")
        return {"type": "user", "date": self.timestamp() - 60, "sender_user": sender}

    def channel_post(self, title: str, username: str, number: int, date: int) -> Json:
        """Where a message is forwarded from: a public channel."""
        channel: Json = {"id": -1_001_234_567_890, "type": "channel", "title": title, "username": username}
        return {"type": "channel", "date": date, "chat": channel, "message_id": number}

    def private_chat(self, user_id: int, name: str = "Ada", username: str | None = None) -> Chat:
        """The private chat with a person who has pressed Start."""
        self.person(user_id, name, username)
        return self._new_chat(Chat(user_id, "private", name, username=username))

    def group(self, chat_id: int, title: str = "Group") -> Chat:
        return self._new_chat(Chat(chat_id, "group", title))

    def forum(self, chat_id: int, title: str = "Forum", topics: Sequence[str] = ()) -> Chat:
        """A supergroup with topics; ``topics`` of the result has their ids by name."""
        chat = self._new_chat(Chat(chat_id, "supergroup", title, forum=True))
        chat.new_message_id()  # 1 is the general topic's
        for name in topics:
            start = self._new_message(chat, ANONYMOUS)
            start.thread = start.id
            start.more = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            chat.add(start)
            chat.topics[name] = start.id
        return chat

    def user_sends(
        self,
        chat: Chat | int,
        user: int,
        text: str,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        edited: bool = False,
        quote: str | None = None,
        picked: str | None = None,
    ) -> Json | None:
        """A person writes; with ``edited`` they change their last message there (or one never seen).

        ``quote`` are words that they select of the message that they reply to, ``picked`` those of the text that name
        the bot, picked from the list of members.
        """
        chat, sender = self.chat(chat), self.person(user)
        return self._writes(
            chat, sender, {}, text, reply_to, thread, edited=edited, quote=quote, picked=picked
        )

    def user_taps(self, chat: Chat | int, user: int, message_id: int, label_or_data: str) -> Json | None:
        """A person taps a button, named by its label or its data."""
        with self.changed:
            chat = self.chat(chat)
            message = chat.messages[message_id]
            return self._tapped(chat, user, chat.message_json(message), _data_of(message, label_or_data))

    def user_sends_document(
        self,
        chat: Chat | int,
        user: int,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
        album: str | None = None,
        origin: Json | None = None,
    ) -> Json | None:
        """A person sends a file.

        Files with the same ``album`` come together. With an ``origin`` the file is forwarded from there.
        """
        stored = self.store_file("documents", PurePosixPath(name).suffix, content)
        media = document_media(name, stored, album, origin)
        return self._user_sends_media(chat, user, media, caption, reply_to, thread)

    def user_sends_photo(
        self,
        chat: Chat | int,
        user: int,
        *,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
        album: str | None = None,
    ) -> Json | None:
        stored = self.store_file("photos", ".jpg", b"\xff\xd8\xff\xd9")
        size: Json = {
            "file_id": stored.file_id,
            "file_unique_id": f"unique-{stored.file_id}",
            "width": 90,
            "height": 90,
            "file_size": stored.size,
        }
        more: Json = {"media_group_id": album} if album else {}
        return self._user_sends_media(chat, user, {"photo": [size], **more}, caption, reply_to, thread)

    def bot_added(self, chat: Chat | int, by: int) -> Json | None:
        """Somebody adds the bot to a group. Returns the change of membership; the line in the chat follows it."""
        chat = self.chat(chat)
        chat.closed_because = None
        change = self._membership(chat, by, "left", "member")
        self._service(chat, by, {"new_chat_members": [self.bot]})
        return change

    def bot_removed(self, chat: Chat | int, by: int) -> Json | None:
        chat = self.chat(chat)
        change = self._membership(chat, by, "member", "kicked")
        chat.closed_because = f"Forbidden: bot was kicked from the {chat.type} chat"
        return change

    def user_blocks_bot(self, user: int) -> Json | None:
        chat = self.chat(user)
        chat.closed_because = "Forbidden: bot was blocked by the user"
        return self._membership(chat, user, "member", "kicked")

    def user_unblocks_bot(self, user: int) -> Json | None:
        chat = self.chat(user)
        chat.closed_because = None
        return self._membership(chat, user, "kicked", "member")

    def _new_chat(self, chat: Chat) -> Chat:
        if chat.is_private != (chat.id > 0):
            raise ValueError("the id of a private chat is its user's, those of groups are negative")
        self.chats[chat.id] = chat
        return chat

    def _new_message(self, chat: Chat, sender: Json) -> Message:
        return Message(id=chat.new_message_id(), date=self.timestamp(), sender=sender)

    def _said(
        self, chat: Chat, sender: Json, more: Json, reply_to: int | None, thread: int | None
    ) -> Message:
        if reply_to is not None and reply_to not in chat.messages:
            raise LookupError(f"there is no message {reply_to} in chat {chat.id}")
        if thread is not None and thread not in chat.topics.values():
            raise LookupError(f"there is no topic {thread} in chat {chat.id}")
        message = self._new_message(chat, sender)
        message.more, message.reply_to, message.thread = more, reply_to, thread
        return chat.add(message)

    def _writes(
        self,
        chat: Chat,
        sender: Json,
        more: Json,
        text: str,
        reply_to: int | None,
        thread: int | None,
        *,
        edited: bool,
        quote: str | None,
        picked: str | None,
    ) -> Json | None:
        """Somebody writes; ``more`` are the message's other fields."""
        with self.changed:
            text = clean_text(text)
            if not text or utf16_length(text) > LONGEST_TEXT:
                raise ValueError(
                    "no Telegram client sends an empty text, or one of more than 4096 characters"
                )
            earlier = chat.sent_by(sender["id"])
            if edited and earlier:
                message = earlier[-1]
                message.more |= more
            else:
                message = self._said(chat, sender, more, reply_to, thread)
            message.text, message.entities = text, found_entities(text)
            if picked is not None:
                place = {"offset": utf16_length(text[: text.index(picked)]), "length": utf16_length(picked)}
                message.entities.append({"type": "text_mention", **place, "user": self.bot})
            if quote is not None:
                whole = chat.messages[message.reply_to or 0].text
                message.quote = {"text": quote, "position": check_quote(quote, whole), "is_manual": True}
            if edited:
                message.edit_date = self.timestamp()
            return self._told(chat, message, "edited_message" if edited else "message")

    def _tapped(self, chat: Chat, user: int, shown: Json, data: str) -> Json | None:
        """The tap on a button with ``data``; ``shown`` is what Telegram tells of its message."""
        query: Json = {
            "id": self.new_query(user).id,
            "from": self.person(user),
            "message": shown,
            "chat_instance": str(-7_000_000_000 - abs(chat.id)),
            "data": data,
        }
        return self.queue({"callback_query": query})

    def _user_sends_media(
        self, chat: Chat | int, user: int, media: Json, caption: str, reply_to: int | None, thread: int | None
    ) -> Json | None:
        with self.changed:
            chat = self.chat(chat)
            more = media | ({"caption": caption} if caption else {})
            if found := found_entities(caption):
                more["caption_entities"] = found
            return self._told(chat, self._said(chat, self.person(user), more, reply_to, thread), "message")

    def _service(self, chat: Chat, by: int, what: Json) -> Json | None:
        with self.changed:
            message = self._said(chat, self.person(by), what, None, None)
            return self.queue({"message": chat.message_json(message)})

    def _membership(self, chat: Chat, by: int, old: str, new: str) -> Json | None:
        def member(status: str) -> Json:
            # A ban carries its end; 0 is for ever.
            return {"status": status, "user": self.bot} | ({"until_date": 0} if status == "kicked" else {})

        change: Json = {
            "chat": chat.as_json(),
            "from": self.person(by),
            "date": self.timestamp(),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        return self.queue({"my_chat_member": change})

    def _told(self, chat: Chat, message: Message, kind: str) -> Json | None:
        if chat.closed_because is not None or not self._delivers(chat, message):
            return None
        return self.queue({kind: chat.message_json(message)})

    def _delivers(self, chat: Chat, message: Message) -> bool:
        """Whether Telegram shows a person's message to the bot: in groups, privacy mode decides."""
        if chat.is_private or not self.privacy_mode or message.more.get("via_bot") == self.bot:
            return True
        above = chat.messages.get(message.reply_to) if message.reply_to is not None else None
        if above is not None and above.sender["id"] == self.bot_id:
            return True
        command = _COMMAND.match(message.text or message.more.get("caption", ""))
        return command is not None and (command[1] or self.username).casefold() == self.username.casefold()


def document_media(name: str, stored: StoredFile, album: str | None, origin: Json | None) -> Json:
    """A file as a document of a message."""
    document: Json = {
        "file_id": stored.file_id,
        "file_unique_id": f"unique-{stored.file_id}",
        "file_name": name,
        "file_size": stored.size,
    }
    media: Json = {"document": document}
    media |= {"media_group_id": album} if album else {}
    return media | ({"forward_origin": origin} if origin else {})


def _data_of(message: Message, label_or_data: str) -> str:
    for button in message.buttons:
        if label_or_data in {button["text"], button.get("callback_data")}:
            if "callback_data" not in button:
                raise ValueError(f"{label_or_data!r} opens a URL: the bot does not hear of it")
            return str(button["callback_data"])
    raise LookupError(f"no button {label_or_data!r} under message {message.id}, only {message.labels}")
