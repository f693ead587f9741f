"""Who is there, and which chats they have."""

import secrets
from typing import Any

from bot.preview.telegram.chats import Chat
from bot.preview.telegram.server import Telegram

Json = dict[str, Any]

ADA, BILAL, CHEN, EDITH = 101, 102, 103, 104
ADMIN = EDITH
GROUP, FORUM, ELSEWHERE = -204, -1_000_000_000_203, -205
_PEOPLE = {ADA: "Ada", BILAL: "Bilal", CHEN: "Chen", EDITH: "Edith"}
_MEMBERS = [ADA, BILAL, CHEN]  # of every group
_TOKEN_CHARACTERS = 35


def new_token() -> str:
    """A token such as @BotFather gives, but of no bot of Telegram's."""
    return f"7000000000:{secrets.token_urlsafe(32)[:_TOKEN_CHARACTERS]}"


def set_up(token: str) -> Telegram:
    """A Telegram with a reader, a group, a forum, an admin, and a group without the bot.

    The bot has just been added to the others. People may use it inline and as a guest.
    """
    telegram = Telegram(token, inline_mode=True, guest_mode=True)
    telegram.private_chat(ADA, _PEOPLE[ADA])
    telegram.group(GROUP, "Reading circle").admins.add(ADA)
    telegram.forum(FORUM, "City desk", topics=("Space", "Europe")).admins.add(ADA)
    elsewhere = telegram.group(ELSEWHERE, "Neighbours")
    elsewhere.closed_because = "Forbidden: bot is not a member of the group chat"
    telegram.private_chat(ADMIN, _PEOPLE[ADMIN])
    for user, name in _PEOPLE.items():
        telegram.person(user, name)
    telegram.bot_added(GROUP, ADA)
    telegram.bot_added(FORUM, ADA)
    return telegram


def described(telegram: Telegram) -> Json:
    """The scene as the page draws it."""
    people = {user: person["first_name"] for user, person in telegram.people.items()}
    chats = [
        {
            "id": chat.id,
            "kind": "private" if chat.is_private else "group",
            "title": telegram.first_name if chat.is_private else chat.title,
            "role": _role(chat, people),
            "about": _about(chat, people),
            "members": [chat.id] if chat.is_private else _MEMBERS,
            "topics": [{"id": thread, "name": name} for name, thread in chat.topics.items()],
            "open": chat.closed_because is None,
        }
        for chat in telegram.chats.values()
    ]
    return {"bot": telegram.bot, "chats": chats, "people": people, "privacy_mode": telegram.privacy_mode}


def _role(chat: Chat, people: dict[int, str]) -> str | None:
    """What tells one private chat with the bot from another in the list."""
    if not chat.is_private or chat.id == ADA:
        return None
    return "admin" if chat.id == ADMIN else people[chat.id]


def _about(chat: Chat, people: dict[int, str]) -> str:
    if chat.is_private:
        return f"bot · you are {people[chat.id]}" + (", an admin" if chat.id == ADMIN else "")
    return f"{len(_MEMBERS)} members, " + ("1 bot" if chat.closed_because is None else "no bot")
