"""The bot's side: calls of the Bot API, carried out or refused as Telegram would."""

import copy
import json
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, ClassVar

from bot.preview.telegram.chats import Chat, Message
from bot.preview.telegram.elsewhere import Elsewhere
from bot.preview.telegram.parameters import METHODS, SIMULATED, Simulated, problems
from bot.preview.telegram.rules import (
    Refusal,
    bad_request,
    check_article,
    check_keyboard,
    check_quote,
    check_text,
    utf16_length,
)
from bot.preview.telegram.state import Query, StoredFile

Json = dict[str, Any]

_LARGEST_DOWNLOAD = 20 * 1024**2
_LONGEST_ALERT = 200
_LONGEST_CAPTION = 1024
_MOST_COMMANDS = 100
_LONGEST_DESCRIPTION = 512
_LONGEST_SHORT_DESCRIPTION = 120
_MOST_RESULTS = 50
_ACTIONS = frozenset({"typing", "upload_document", "upload_photo"})
_REACTIONS = frozenset("👍👎🔥👀🤔🙏👌✍😴")  # some of those that a chat allows by default
# Of an admin; whether they are hidden is one of them.
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "is_anonymous",
)
_UNAUTHORIZED = Refusal(401, "Unauthorized")
_NOT_FOUND = Refusal(404, "Not Found")
_UNCHANGED = bad_request(
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@dataclass
class Telegram(Elsewhere):
    """Telegram for one bot, without a network: people act by their methods, the bot by ``call``.

    What a correct bot never does (an unknown method or parameter, a wrong type, anything that is not simulated) is
    refused too.
    """

    simulated: ClassVar[Simulated] = SIMULATED
    _profile: dict[tuple[str, str], str] = field(default_factory=dict)
    _commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def call(self, token: str, method: str, params: Json) -> Json:
        """Carry out one call. The answer is Telegram's envelope, with ``ok`` false when it is refused."""
        with self.changed:
            try:
                return {"ok": True, "result": copy.deepcopy(self._result(token, method, params))}
            except Refusal as refusal:
                return refusal.envelope()

    def file(self, path: str) -> bytes:
        """The content of a file that ``getFile`` told the path of. Raises LookupError."""
        for stored in self.files.values():
            if stored.path == path:
                return stored.content
        raise LookupError(path)

    def menu(self, chat: Chat) -> list[Json]:
        """The commands that everybody is offered in a chat: those of the narrowest scope that has any."""
        kind = "all_private_chats" if chat.is_private else "all_group_chats"
        for scope in ({"type": "chat", "chat_id": chat.id}, {"type": kind}, {"type": "default"}):
            if commands := self._commands.get((_named(scope), "")):
                return commands
        return []

    def _result(self, token: str, method: str, params: Json) -> Any:
        if token != self.token:
            raise _UNAUTHORIZED
        if method not in METHODS:
            raise _NOT_FOUND
        if wrong := problems(method, params, self.simulated):
            self._violated(*wrong)
        return self._carried_out(method, params)

    def _carried_out(self, method: str, params: Json) -> Any:
        return getattr(self, f"_{method}")(**params)

    def _violated(self, *what: str) -> None:
        raise bad_request("; ".join(what))

    def _chat_for_bot(self, chat_id: int | str) -> Chat:
        chats = (chat for chat in self.chats.values() if chat_id in {chat.id, f"@{chat.username}"})
        chat = next(chats, None)
        if chat is None:
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": chat.migrated_to}
            )
        if chat.closed_because is not None:
            raise Refusal(403, chat.closed_because)
        return chat

    # The methods of the Bot API, by its own names.

    def _getMe(self) -> Json:  # noqa: N802
        return self.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy_mode,
            "supports_inline_queries": self.inline_mode,
            "supports_guest_queries": self.guest_mode,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _sendMessage(  # noqa: N802
        self,
        chat_id: int | str,
        text: str,
        message_thread_id: int | None = None,
        entities: list[Json] | None = None,
        link_preview_options: Json | None = None,
        disable_notification: bool = False,
        protect_content: bool = False,
        reply_parameters: Json | None = None,
        reply_markup: Json | None = None,
    ) -> Json:
        chat = self._chat_for_bot(chat_id)
        if chat.muted_because is not None:
            raise bad_request(chat.muted_because)
        text, entities = check_text(text, entities or [])
        message = self._placed(chat, message_thread_id, reply_parameters, reply_markup)
        message.text, message.entities = text, entities
        message.link_preview_options = link_preview_options
        if protect_content:
            message.more["has_protected_content"] = True
        message.silent = disable_notification
        return chat.message_json(chat.add(message))

    def uploaded(self, name: str, content: bytes) -> StoredFile:
        """A file that the bot sends along with a call."""
        stored = self.store_file("uploads", PurePosixPath(name).suffix, content)
        stored.name = name
        return stored

    def _sendDocument(self, document: str, **others: Any) -> Json:  # noqa: N802
        stored = self._sent_file(document)
        if not stored.content:
            raise bad_request("file must be non-empty")
        shown: Json = {
            "file_id": document,
            "file_unique_id": f"unique-{document}",
            "file_name": stored.name,
            "file_size": stored.size,
        }
        return self._sent_media({"document": shown}, **others)

    def _sendPhoto(self, photo: str, **others: Any) -> Json:  # noqa: N802
        stored = self._sent_file(photo)
        if not stored.content.startswith((b"\x89PNG", b"\xff\xd8")):
            raise bad_request("IMAGE_PROCESS_FAILED")
        size: Json = {"file_id": photo, "file_unique_id": f"unique-{photo}", "width": 90, "height": 90}
        return self._sent_media({"photo": [size]}, **others)

    def _sent_file(self, file_id: str) -> StoredFile:
        if file_id not in self.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self.files[file_id]

    def _sent_media(
        self,
        media: Json,
        chat_id: int | str,
        message_thread_id: int | None = None,
        caption: str = "",
        reply_parameters: Json | None = None,
        reply_markup: Json | None = None,
    ) -> Json:
        chat = self._chat_for_bot(chat_id)
        if utf16_length(caption) > _LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        message = self._placed(chat, message_thread_id, reply_parameters, reply_markup)
        message.more = media | ({"caption": caption} if caption else {})
        return chat.message_json(chat.add(message))

    def _placed(
        self, chat: Chat, thread: int | None, reply_parameters: Json | None, reply_markup: Json | None
    ) -> Message:
        """A new message of the bot's: in its topic, below what it replies to, with its buttons."""
        keyboard = self._keyboard(reply_markup)
        _check_topic(chat, thread)
        above, quote = self._above(chat, reply_parameters) if reply_parameters else (None, None)
        message = self._new_message(chat, self.bot)
        message.reply_markup, message.thread, message.quote = keyboard, thread, quote
        message.reply_to = above.id if above else None
        return message

    def _above(self, chat: Chat, reply: Json) -> tuple[Message | None, Json | None]:
        """The message that a new one replies to, and what it quotes of it."""
        if reply.get("chat_id", chat.id) not in {chat.id, f"@{chat.username}"}:
            self._violated("sendMessage: a reply to a message of another chat is not simulated")
        above = chat.messages.get(reply["message_id"])
        if above is None:
            if reply.get("allow_sending_without_reply"):
                return None, None
            raise bad_request("message to be replied not found")
        if "quote" not in reply:
            return above, None
        whole = above.text or above.more.get("caption", "")
        position = check_quote(reply["quote"], whole)
        return above, {"text": reply["quote"], "position": position, "is_manual": True}

    def _editMessageText(  # noqa: N802
        self,
        text: str,
        chat_id: int | str | None = None,
        message_id: int | None = None,
        entities: list[Json] | None = None,
        link_preview_options: Json | None = None,
        reply_markup: Json | None = None,
    ) -> Json:
        chat, message = self._editable("editMessageText", chat_id, message_id)
        text, entities = check_text(text, entities or [])
        keyboard = self._keyboard(reply_markup)
        if (text, entities, keyboard) == (message.text, message.entities, message.reply_markup):
            raise _UNCHANGED
        message.text, message.entities, message.reply_markup = text, entities, keyboard
        message.link_preview_options = link_preview_options
        message.edit_date = self.timestamp()
        return chat.message_json(message)

    def _editMessageReplyMarkup(  # noqa: N802
        self,
        chat_id: int | str | None = None,
        message_id: int | None = None,
        reply_markup: Json | None = None,
    ) -> Json:
        chat, message = self._editable("editMessageReplyMarkup", chat_id, message_id)
        keyboard = self._keyboard(reply_markup)
        if keyboard == message.reply_markup:
            raise _UNCHANGED
        message.reply_markup = keyboard
        message.edit_date = self.timestamp()
        return chat.message_json(message)

    def _editable(
        self, method: str, chat_id: int | str | None, message_id: int | None
    ) -> tuple[Chat, Message]:
        """One of the bot's own messages, with its chat."""
        if chat_id is None or message_id is None:
            self._violated(f"{method}: chat_id and message_id are both needed")
        chat = self._chat_for_bot(chat_id or 0)
        message = chat.messages.get(message_id or 0)
        if message is None:
            raise bad_request("message to edit not found")
        if message.sender["id"] != self.bot_id:
            raise bad_request("message can't be edited")
        return chat, message

    def _answerCallbackQuery(  # noqa: N802
        self, callback_query_id: str, text: str = "", show_alert: bool = False, cache_time: int = 0
    ) -> bool:
        if len(text) > _LONGEST_ALERT:
            raise bad_request("MESSAGE_TOO_LONG")
        query = self._open_query(callback_query_id)
        query.answer = {"text": text, "show_alert": show_alert, "cache_time": cache_time}
        return True

    def _answerInlineQuery(  # noqa: N802
        self,
        inline_query_id: str,
        results: list[Json],
        cache_time: int = 300,
        is_personal: bool = False,
        button: Json | None = None,
    ) -> bool:
        query = self._open_query(inline_query_id)
        if len(results) > _MOST_RESULTS:
            raise bad_request("RESULTS_TOO_MUCH")
        checked = [self._checked_result(result) for result in results]
        if len({result["id"] for result in checked}) < len(checked):
            raise bad_request("RESULT_ID_DUPLICATE")
        if button is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")):
            raise bad_request("START_PARAM_INVALID")
        query.answer = {
            "results": checked,
            "cache_time": cache_time,
            "is_personal": is_personal,
            "button": button,
        }
        return True

    def _answerGuestQuery(self, guest_query_id: str, result: Json) -> Json:  # noqa: N802
        query = self._open_query(guest_query_id)
        query.answer = self._checked_result(result)
        if query.summons is not None:
            chat, above = query.summons
            if above.id in chat.messages:
                more = {"guest_bot_caller_user": above.sender}
                self._sent_result(chat, self.bot, query.answer, more, above.id, above.thread)
        return {"inline_message_id": f"inline-{guest_query_id}"}

    def _checked_result(self, result: Json) -> Json:
        if "callback_data" in json.dumps(result.get("reply_markup")):
            self._violated("a tap on a button of what was sent through the bot is not simulated")
        return check_article(result)

    def _open_query(self, query_id: str) -> Query:
        query = self.queries.get(query_id)
        if query is None or query.answer is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def _keyboard(self, markup: Json | None) -> Json | None:
        if markup and not self.inline_mode and "switch_inline_query" in json.dumps(markup):
            self._violated("a button shares something, and inline mode is off")
        return check_keyboard(markup) if markup else None

    def _sendChatAction(  # noqa: N802
        self, chat_id: int | str, action: str, message_thread_id: int | None = None
    ) -> bool:
        chat = self._chat_for_bot(chat_id)
        _check_topic(chat, message_thread_id)
        if action not in _ACTIONS:
            raise bad_request("wrong parameter action in request")
        return True

    def _setMessageReaction(  # noqa: N802
        self, chat_id: int | str, message_id: int, reaction: list[Json] | None = None, is_big: bool = False
    ) -> bool:
        chat = self._chat_for_bot(chat_id)
        if message_id not in chat.messages:
            raise bad_request("message to react not found")
        if len(reaction or []) > 1 or any(each["emoji"] not in _REACTIONS for each in reaction or []):
            raise bad_request("REACTION_INVALID")
        chat.reactions.pop(message_id, None)
        for each in reaction or []:
            chat.reactions[message_id] = each["emoji"]
        return True

    def _setMyCommands(  # noqa: N802
        self, commands: list[Json], scope: Json | None = None, language_code: str = ""
    ) -> bool:
        if len(commands) > _MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[self._scope_key(scope, language_code)] = commands
        return True

    def _getMyCommands(self, scope: Json | None = None, language_code: str = "") -> list[Json]:  # noqa: N802
        return self._commands.get(self._scope_key(scope, language_code), [])

    def _setMyDescription(self, description: str = "", language_code: str = "") -> bool:  # noqa: N802
        if len(description) > _LONGEST_DESCRIPTION:
            raise bad_request("BOT_DESCRIPTION_INVALID")
        self._profile["description", language_code] = description
        return True

    def _getMyDescription(self, language_code: str = "") -> Json:  # noqa: N802
        return {"description": self._profile.get(("description", language_code), "")}

    def _setMyShortDescription(self, short_description: str = "", language_code: str = "") -> bool:  # noqa: N802
        if len(short_description) > _LONGEST_SHORT_DESCRIPTION:
            raise bad_request("BOT_SHORT_DESCRIPTION_INVALID")
        self._profile["short_description", language_code] = short_description
        return True

    def _getMyShortDescription(self, language_code: str = "") -> Json:  # noqa: N802
        return {"short_description": self._profile.get(("short_description", language_code), "")}

    def _scope_key(self, scope: Json | None, language_code: str) -> tuple[str, str]:
        scope = scope or {"type": "default"}
        if scope["type"] in {"chat", "chat_administrators", "chat_member"}:
            self._chat_for_bot(scope.get("chat_id", 0))
        return _named(scope), language_code

    def _getChatMember(self, chat_id: int | str, user_id: int) -> Json:  # noqa: N802
        chat = self._chat_for_bot(chat_id)
        if user_id not in self.people:
            raise bad_request("PARTICIPANT_ID_INVALID")
        user = self.person(user_id)
        if user_id not in chat.admins:
            return {"status": "member", "user": user}
        return {"status": "administrator", "user": user, "can_be_edited": False} | dict.fromkeys(
            _RIGHTS, True
        )

    def _getFile(self, file_id: str) -> Json:  # noqa: N802
        stored: StoredFile | None = self.files.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > _LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": f"unique-{file_id}",
            "file_size": stored.size,
            "file_path": stored.path,
        }

    def _getUpdates(  # noqa: N802
        self, offset: int = 0, limit: int = 100, timeout: int = 0, allowed_updates: list[str] | None = None
    ) -> list[Json]:
        """What waits; the waiting for something to come belongs to the transport."""
        if allowed_updates is not None:
            self.allowed_updates = allowed_updates
        if offset < 0:
            offset = self.waiting[max(offset, -len(self.waiting))]["update_id"] if self.waiting else 0
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        return list(self.waiting)[: min(max(limit, 1), 100)]

    def _deleteWebhook(self, drop_pending_updates: bool = False) -> bool:  # noqa: N802
        if drop_pending_updates:
            self.waiting.clear()
        return True


def _check_topic(chat: Chat, thread: int | None) -> None:
    if thread is not None and thread not in chat.topics.values():
        raise bad_request("message thread not found")


def _named(scope: Json) -> str:
    return json.dumps(scope, sort_keys=True)
