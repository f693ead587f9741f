"""What Telegram does to a text and to buttons before it shows them, and what it refuses.

Offsets and lengths are in UTF-16 units throughout, as in the Bot API.
"""

import re
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_QUOTE = 1024
MOST_ENTITIES = 100
LONGEST_COPY = 256
LONGEST_CALLBACK_DATA = 64  # bytes, not characters

ENTITY_TYPES = frozenset(
    "bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link "
    "text_mention custom_emoji date_time".split()
)
# Telegram finds these by itself: a bot that sends them is not refused, they are left out.
FOUND_ENTITY_TYPES = frozenset("mention hashtag cashtag bot_command url email phone_number".split())
BLOCKQUOTES = frozenset({"blockquote", "expandable_blockquote"})

BUTTON_ACTIONS = frozenset(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay".split()
)

_CONTROL = frozenset(chr(code) for code in range(0x20)) - {"\n", "\r"}
_DROPPED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u030a\u0333\u033f")
_TRIMMED = " \n"

_COMMAND = re.compile(r"(?<![\w/@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/@])")
_MENTION = re.compile(r"(?<![\w@/])@[a-zA-Z0-9_]{3,32}(?!\w)")


class Refusal(Exception):
    """Telegram's answer to a call that it does not carry out."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str, parameters: Json | None = None) -> Refusal:
    return Refusal(400, f"Bad Request: {description}", parameters)


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def utf16_slice(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def clean_text(text: str) -> str:
    """A text as Telegram keeps it."""
    return clean_formatted(text, [])[0]


def clean_formatted(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """A text as Telegram keeps it, with its entities moved along; those left without text go."""
    kept: list[str] = []
    moved = [0]  # for each UTF-16 unit before cleaning, where it is afterwards
    for character in text:
        after = " " if character in _CONTROL else "" if character in _DROPPED else character
        kept.append(after)
        end = moved[-1] + utf16_length(after)
        moved.extend([end] * utf16_length(character))
    cleaned = "".join(kept)
    start = len(cleaned) - len(cleaned.lstrip(_TRIMMED))  # what is trimmed is one unit per character
    cleaned = cleaned.strip(_TRIMMED)
    end = utf16_length(cleaned)
    result = []
    for entity in entities:
        first = min(max(moved[entity["offset"]] - start, 0), end)
        last = min(max(moved[entity["offset"] + entity["length"]] - start, 0), end)
        if last > first:
            result.append(entity | {"offset": first, "length": last - first})
    return cleaned, result


def check_text(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text and entities that a message shows. Raises Refusal."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise bad_request("strings must be encoded in UTF-8")
    entities = _ordered(text, [entity for entity in map(_checked_entity, entities[:MOST_ENTITIES]) if entity])
    text, entities = clean_formatted(text, entities)
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text, entities


def _checked_entity(entity: Json) -> Json | None:
    kind = entity["type"]
    if kind in FOUND_ENTITY_TYPES:
        return None
    if kind not in ENTITY_TYPES:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    if entity["offset"] < 0 or entity["length"] < 0:
        raise bad_request("entity has a negative offset or length")
    if kind == "text_link":
        if "url" not in entity:
            raise bad_request("can't parse MessageEntity: Can't find field \"url\"")
        if not is_link(entity["url"]):
            raise bad_request(f"entity URL '{entity['url']}' is invalid: Wrong HTTP URL")
    return entity


def _ordered(text: str, entities: list[Json]) -> list[Json]:
    """The entities from left to right, outer before inner. Raises Refusal for what cannot be nested."""
    end = utf16_length(text)
    middles = _pair_middles(text)
    ordered = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    around: list[Json] = []
    for entity in ordered:
        first, last = entity["offset"], entity["offset"] + entity["length"]
        if first > end:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {first}")
        if {first, last} & middles:
            raise bad_request("entity begins or ends in a middle of a UTF-16 symbol")
        while around and around[-1]["offset"] + around[-1]["length"] <= first:
            around.pop()
        # Telegram reads entities with a stack: one that ends outside of the one around it looks to it as if it
        # never ended, and it says so in the same words.
        limit = around[-1]["offset"] + around[-1]["length"] if around else end
        if last > limit:
            raise bad_request(
                f"entity beginning at UTF-16 offset {first} ends after the end of the text at UTF-16 offset {last}"
            )
        if entity["type"] in BLOCKQUOTES and any(outer["type"] in BLOCKQUOTES for outer in around):
            raise bad_request("blockquote entities can't be nested")
        if entity["length"]:
            around.append(entity)
    return ordered


def _pair_middles(text: str) -> set[int]:
    """The offsets between the two halves of a surrogate pair."""
    middles, at = set(), 0
    for character in text:
        if character > "\uffff":
            middles.add(at + 1)
        at += utf16_length(character)
    return middles


def is_link(url: str) -> bool:
    """Whether Telegram makes a link of a URL; a host without a dot is none to it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "tg":
        return bool(host)
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and not re.search(r"\s", url)


def check_quote(quote: str, text: str) -> int:
    """Where a quote begins in the message that it quotes. Raises Refusal."""
    quote = clean_text(quote)
    at = text.find(quote)
    if not quote or at < 0 or utf16_length(quote) > LONGEST_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    return utf16_length(text[:at])


def check_keyboard(markup: Json) -> Json | None:
    """An inline keyboard as it is shown: empty rows go. Raises Refusal."""
    rows = [[_checked_button(button) for button in row] for row in markup["inline_keyboard"]]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _checked_button(button: Json) -> Json:
    text = clean_text(button["text"])
    if not text:
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = sorted(BUTTON_ACTIONS & button.keys())
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    if "callback_data" in button:
        size = len(button["callback_data"].encode())
        if not 1 <= size <= LONGEST_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= utf16_length(button["copy_text"]["text"]) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not is_link(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button | {"text": text}


def check_article(result: Json) -> Json:
    """A result of an inline or guest query as it is sent. Raises Refusal."""
    if result["type"] != "article":
        raise bad_request("can't parse InlineQueryResult: Unsupported type specified")
    if not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not clean_text(result["title"]):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result["input_message_content"]
    text, entities = check_text(content["message_text"], content.get("entities", []))
    markup = check_keyboard(result["reply_markup"]) if "reply_markup" in result else None
    return result | {
        "input_message_content": content | {"message_text": text, "entities": entities},
        "reply_markup": markup,
    }


def found_entities(text: str) -> list[Json]:
    """The commands and mentions that Telegram marks in a person's text, in the order of the text."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match.group())}
        for kind, match in sorted(found, key=lambda pair: pair[1].start())
    ]
