"""What few people do, and what made-up clients can: hidden identities, forged taps, files of any claimed size."""

from pathlib import PurePosixPath
from typing import Any

from bot.preview.telegram.chats import Chat
from bot.preview.telegram.people import ANONYMOUS, document_media
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]

_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_INLINE_BOT = {"id": 777001, "is_bot": True, "first_name": "Inline", "username": "some_inline_bot"}


class Strangers(Telegram):
    """More ways of doing what people do."""

    def supergroup(self, chat_id: int, title: str = "Supergroup") -> Chat:
        return self._new_chat(Chat(chat_id, "supergroup", title))

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
        via_bot: bool = False,
        forwarded: bool = False,
        origin: Json | None = None,
        sender_chat: Chat | int | None = None,
    ) -> Json | None:
        """With ``sender_chat`` the person hides behind a chat: the group itself, or a channel."""
        chat = self.chat(chat)
        sender, more = self._identity(chat, user, sender_chat)
        if via_bot:
            more["via_bot"] = _INLINE_BOT
        if origin is not None or forwarded:
            more["forward_origin"] = origin or self.somebody()
        return self._writes(
            chat, sender, more, text, reply_to, thread, edited=edited, quote=quote, picked=picked
        )

    def user_taps(
        self,
        chat: Chat | int,
        user: int,
        message_id: int,
        label_or_data: str,
        *,
        forged: bool = False,
        inaccessible: bool = False,
    ) -> Json | None:
        """``forged`` sends data that no button has, as a made-up client can.

        ``inaccessible`` is a tap on a message so old that Telegram tells only its number.
        """
        if not (forged or inaccessible):
            return super().user_taps(chat, user, message_id, label_or_data)
        with self.changed:
            chat = self.chat(chat)
            message = chat.messages[message_id]
            data = label_or_data
            if not forged:
                data = next(b["callback_data"] for b in message.buttons if label_or_data in b.values())
            shown = chat.message_json(message)
            if inaccessible:
                shown = {"chat": chat.as_json(), "message_id": message_id, "date": 0}
            return self._tapped(chat, user, shown, data)

    def user_sends_document(
        self,
        chat: Chat | int,
        user: int,
        name: str,
        content: bytes,
        file_size: int | None = None,
        *,
        caption: str = "",
        reply_to: int | None = None,
        thread: int | None = None,
        album: str | None = None,
        origin: Json | None = None,
    ) -> Json | None:
        """``file_size`` is what Telegram claims, when it is not the content's own."""
        stored = self.store_file("documents", PurePosixPath(name).suffix, content)
        stored.size = len(content) if file_size is None else file_size
        media = document_media(name, stored, album, origin)
        return self._user_sends_media(chat, user, media, caption, reply_to, thread)

    def migrate(self, group: Chat | int, new_id: int, by: int = 777_003) -> Chat:
        """A group becomes a supergroup with a new id; both chats get the line that says so."""
        old = self.chat(group)
        new = self.supergroup(new_id, old.title)
        self._service(old, by, {"migrate_to_chat_id": new.id})
        self._service(new, by, {"migrate_from_chat_id": old.id})
        old.migrated_to = new.id
        return new

    def _identity(self, chat: Chat, user: int, sender_chat: Chat | int | None) -> tuple[Json, Json]:
        if sender_chat is None:
            return self.person(user), {}
        behind = sender_chat.id if isinstance(sender_chat, Chat) else sender_chat
        if behind == chat.id:
            return ANONYMOUS, {"sender_chat": chat.as_json()}
        return _CHANNEL, {"sender_chat": {"id": behind, "type": "channel", "title": "Channel"}}
