"""Names for people, chats and messages that say nothing without the key."""

import hashlib
from dataclasses import dataclass, field

SIZE = 16  # bytes


@dataclass(frozen=True, slots=True)
class Identities:
    """Keyed hashes (BLAKE2b) of Telegram's ids: a copy of the database alone tells nobody's id.

    The key comes from the bot's token. A new token makes new names: what was remembered under the old ones is not found
    any more, and retention deletes it.
    """

    key: bytes = field(repr=False)

    @classmethod
    def from_token(cls, token: str) -> "Identities":
        """The identities of the bot with this token."""
        return cls(hashlib.blake2b(token.encode(), digest_size=32, person=b"verbatim ids").digest())

    def of(self, person_or_chat: int) -> bytes:
        """The name of a person or of a chat. A person and their private chat have one id in Telegram."""
        return self._hash(b"id", str(person_or_chat))

    def message(self, chat: int, message: int) -> bytes:
        """The name of a message in a chat."""
        return self._hash(b"message", f"{chat}:{message}")

    def button(self, chat: int, message: int, data: str) -> bytes:
        """The name of a button under a message in a chat, by the data that it carries."""
        return self._hash(b"button", f"{chat}:{message}:{data}")

    def _hash(self, kind: bytes, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), digest_size=SIZE, key=self.key, person=kind).digest()
