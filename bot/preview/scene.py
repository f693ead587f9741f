"""Who is there, and which chats they have."""

import secrets
from typing import Any

from bot.preview.telegram.server import Telegram

Json = dict[str, Any]

ADA, BILAL, CHEN, EDITH = 101, 102, 103, 104
ADMIN = EDITH
GROUP, FORUM = -204, -1_000_000_000_203
_PEOPLE = {ADA: "Ada", BILAL: "Bilal", CHEN: "Chen", EDITH: "Edith"}
_TOKEN_CHARACTERS = 35


def new_token() -> str:
    """A token such as @BotFather gives, but of no bot of Telegram's."""
    return f"7000000000:{secrets.token_urlsafe(32)[:_TOKEN_CHARACTERS]}"


def set_up(token: str) -> Telegram:
    """A Telegram with a reader, a group, a forum and an admin. The bot has just been added to the groups."""
    telegram = Telegram(token)
    telegram.private_chat(ADA, _PEOPLE[ADA])
    telegram.group(GROUP, "Reading circle").admins.add(ADA)
    telegram.forum(FORUM, "City desk", topics=("Space", "Europe")).admins.add(ADA)
    telegram.private_chat(ADMIN, _PEOPLE[ADMIN])
    for user, name in _PEOPLE.items():
        telegram.person(user, name)
    telegram.bot_added(GROUP, ADA)
    telegram.bot_added(FORUM, ADA)
    return telegram


def described(telegram: Telegram) -> Json:
    """The scene as the page draws it."""
    members = [ADA, BILAL, CHEN]
    chats = [
        {
            "id": chat.id,
            "kind": "private" if chat.is_private else "group",
            "title": telegram.first_name if chat.is_private else chat.title,
            "role": "admin" if chat.id == ADMIN else None,
            "about": _about(chat.id, len(members)),
            "members": [chat.id] if chat.is_private else members,
            "topics": [{"id": thread, "name": name} for name, thread in chat.topics.items()],
            "open": chat.closed_because is None,
        }
        for chat in telegram.chats.values()
    ]
    people = {user: person["first_name"] for user, person in telegram.people.items()}
    return {"bot": telegram.bot, "chats": chats, "people": people, "privacy_mode": telegram.privacy_mode}


def _about(chat: int, members: int) -> str:
    if chat == ADMIN:
        return f"bot · you are {_PEOPLE[ADMIN]}, an admin"
    if chat == ADA:
        return f"bot · you are {_PEOPLE[ADA]}"
    return f"{members} members, 1 bot"
