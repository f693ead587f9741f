"""What Telegram keeps for one bot: people, chats, files, and the updates that wait for the bot."""

import copy
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.preview.telegram.chats import Chat, Message

Json = dict[str, Any]

# What a bot gets that has never said which updates it wants: all but these.
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class StoredFile:
    file_id: str
    path: str
    content: bytes
    size: int
    """In bytes, as Telegram tells it."""
    name: str = ""
    """What a bot called a file that it sent."""


@dataclass
class Query:
    """Something that waits for its answer: a tap on a button, words that were typed, a mention of a guest."""

    id: str
    user_id: int
    answer: Json | None = None
    summons: tuple[Chat, Message] | None = None
    """Where a guest was mentioned."""


@dataclass
class _Numbers:
    update: int = 1000
    file: int = 0
    query: int = 0


@dataclass
class TelegramState:
    """The state behind the calls of the bot and the acts of people. Safe to use from several threads."""

    token: str
    username: str = "verbatim_bot"
    first_name: str = "Verbatim"
    privacy_mode: bool = True
    inline_mode: bool = False
    guest_mode: bool = False
    now: Callable[[], float] = time.time

    chats: dict[int, Chat] = field(default_factory=dict)
    people: dict[int, Json] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    allowed_updates: list[str] = field(default_factory=list)
    waiting: deque[Json] = field(default_factory=deque)
    """Updates that the bot has not confirmed, oldest first."""
    changed: threading.Condition = field(default_factory=threading.Condition, repr=False)
    """Held while the state is read or changed; notified when an update is queued."""
    _numbers: _Numbers = field(default_factory=_Numbers)

    @property
    def bot_id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def bot(self) -> Json:
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }

    def chat(self, chat: Chat | int) -> Chat:
        return chat if isinstance(chat, Chat) else self.chats[chat]

    def queue(self, update: Json) -> Json | None:
        """Let an update wait for the bot, if the bot wants its kind; it is given its number here."""
        with self.changed:
            kind = next(key for key in update if key != "update_id")
            wanted = kind in self.allowed_updates if self.allowed_updates else kind not in _ONLY_ON_REQUEST
            if not wanted:
                return None
            self._numbers.update += 1
            # A copy: what was queued must not change with the message that it told of.
            numbered = copy.deepcopy({"update_id": self._numbers.update} | update)
            self.waiting.append(numbered)
            self.changed.notify_all()
            return copy.deepcopy(numbered)

    def store_file(self, folder: str, suffix: str, content: bytes) -> StoredFile:
        with self.changed:
            self._numbers.file += 1
            number = self._numbers.file
            stored = StoredFile(
                file_id=f"file-{number}",
                path=f"{folder}/file_{number}{suffix}",
                content=content,
                size=len(content),
            )
            self.files[stored.file_id] = stored
            return stored

    def new_query(self, user_id: int) -> Query:
        with self.changed:
            self._numbers.query += 1
            query = Query(id=str(4_000_000_000 + self._numbers.query), user_id=user_id)
            self.queries[query.id] = query
            return query

    def timestamp(self) -> int:
        return int(self.now())
