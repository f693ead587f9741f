"""Parameters of calls: decoded from how they travel, and checked against the Bot API's own types."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Simulated = Mapping[str, frozenset[str]]

SPEC = Path(__file__).with_name("bot_api.json")
"""What `python -m tests.telegram_double.make_spec` makes of the Bot API's specification."""

_API: Json = json.loads(SPEC.read_text(encoding="utf-8"))
METHODS: Json = _API["methods"]
_TYPES: Json = _API["types"]

# The methods and parameters that are acted on. Anything else that the Bot API knows would be taken in silence without
# its effect, so it is refused until it is simulated.
SIMULATED: Simulated = {
    "answerCallbackQuery": frozenset({"callback_query_id", "text", "show_alert", "cache_time"}),
    "answerGuestQuery": frozenset({"guest_query_id", "result"}),
    "answerInlineQuery": frozenset({"inline_query_id", "results", "cache_time", "is_personal", "button"}),
    "deleteWebhook": frozenset({"drop_pending_updates"}),
    "editMessageReplyMarkup": frozenset({"chat_id", "message_id", "reply_markup"}),
    "editMessageText": frozenset(
        {"chat_id", "message_id", "text", "entities", "link_preview_options", "reply_markup"}
    ),
    "getChatMember": frozenset({"chat_id", "user_id"}),
    "getFile": frozenset({"file_id"}),
    "getMe": frozenset(),
    "getMyCommands": frozenset({"scope", "language_code"}),
    "getMyDescription": frozenset({"language_code"}),
    "getMyShortDescription": frozenset({"language_code"}),
    "getUpdates": frozenset({"offset", "limit", "timeout", "allowed_updates"}),
    "sendChatAction": frozenset({"chat_id", "message_thread_id", "action"}),
    "sendDocument": frozenset(
        {"chat_id", "message_thread_id", "document", "caption", "reply_parameters", "reply_markup"}
    ),
    "sendPhoto": frozenset(
        {"chat_id", "message_thread_id", "photo", "caption", "reply_parameters", "reply_markup"}
    ),
    "sendMessage": frozenset(
        {
            "chat_id",
            "message_thread_id",
            "text",
            "entities",
            "link_preview_options",
            "disable_notification",
            "protect_content",
            "reply_parameters",
            "reply_markup",
        }
    ),
    "setMessageReaction": frozenset({"chat_id", "message_id", "reaction", "is_big"}),
    "setMyCommands": frozenset({"commands", "scope", "language_code"}),
    "setMyDescription": frozenset({"description", "language_code"}),
    "setMyShortDescription": frozenset({"short_description", "language_code"}),
}
_SIMULATED_FIELDS = {
    "ReplyParameters": frozenset(
        {"message_id", "chat_id", "allow_sending_without_reply", "quote", "quote_entities", "quote_position"}
    ),
    "InlineKeyboardButton": frozenset({"text", "url", "callback_data", "copy_text", "switch_inline_query"}),
    "InlineQueryResultArticle": frozenset(
        {"type", "id", "title", "input_message_content", "reply_markup", "description"}
    ),
    "InlineQueryResultsButton": frozenset({"text", "start_parameter"}),
    "InputTextMessageContent": frozenset({"message_text", "entities", "link_preview_options"}),
}
# Of several types, the one that the double acts on.
_ONE_OF = {
    "InlineQueryResult": "InlineQueryResultArticle",
    "InputMessageContent": "InputTextMessageContent",
    "ReactionType": "ReactionTypeEmoji",
}

_ARRAY = "Array of "


def decoded(method: str, sent: dict[str, str]) -> Json:
    """Parameters that arrive as text (a form, a query) as the values of their declared types.

    What cannot be read as its type stays text, and the check of the call finds it.
    """
    fields = METHODS.get(method, {})
    return {name: _value(fields[name][0], text) if name in fields else text for name, text in sent.items()}


def _value(types: list[str], text: str) -> Any:
    if "Integer" in types and re.fullmatch(r"-?\d+", text):
        return int(text)
    if "String" in types:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def problems(method: str, params: Json, simulated: Simulated = SIMULATED) -> list[str]:
    """What is wrong with the parameters of a known method; nothing, when the call can be acted on."""
    if method not in simulated:
        return [f"{method} is not simulated"]
    fields = METHODS[method]
    found = [f'{method}: unknown parameter "{name}"' for name in params if name not in fields]
    found += [
        f'{method}: parameter "{name}" is not simulated'
        for name in params
        if name in fields and name not in simulated[method]
    ]
    found += [
        f'{method}: parameter "{name}" is missing'
        for name, (_, required) in fields.items()
        if required and name not in params
    ]
    for name in params.keys() & simulated[method]:
        found += _type_problems(f"{method}: {name}", fields[name][0], params[name])
    return found


def _type_problems(where: str, types: list[str], value: Any) -> list[str]:
    """Why a value is of none of the types: the reasons of the one type that it comes nearest to."""
    reasons = [_one_type_problems(where, kind, value) for kind in types]
    return min(reasons, key=len, default=[])


def _one_type_problems(where: str, kind: str, value: Any) -> list[str]:
    kind = _ONE_OF.get(kind, kind)
    wrong = [f"{where} must be {kind}, not {value!r}"]
    if kind.startswith(_ARRAY):
        if not isinstance(value, list):
            return wrong
        inner = kind.removeprefix(_ARRAY)
        return [
            problem
            for index, item in enumerate(value)
            for problem in _one_type_problems(f"{where}[{index}]", inner, item)
        ]
    match kind:
        case "Integer":
            return [] if isinstance(value, int) and not isinstance(value, bool) else wrong
        case "Boolean" | "True":
            return [] if isinstance(value, bool) else wrong
        case "String":
            return [] if isinstance(value, str) else wrong
        case "BotCommandScope":
            return [] if isinstance(value, dict) and isinstance(value.get("type"), str) else wrong
    if kind not in _TYPES:
        return [f"{where}: {kind} is not simulated"]
    return _object_problems(where, kind, value) if isinstance(value, dict) else wrong


def _object_problems(where: str, kind: str, value: Json) -> list[str]:
    fields = _TYPES[kind]
    simulated = _SIMULATED_FIELDS.get(kind, frozenset(fields))
    found = [f'{where}: {kind} has no field "{name}"' for name in value if name not in fields]
    found += [
        f'{where}: field "{name}" of {kind} is not simulated'
        for name in value
        if name in fields and name not in simulated
    ]
    found += [
        f'{where}: field "{name}" is missing'
        for name, (_, required) in fields.items()
        if required and name not in value
    ]
    for name in value.keys() & simulated & fields.keys():
        found += _type_problems(f"{where}.{name}", fields[name][0], value[name])
    return found
