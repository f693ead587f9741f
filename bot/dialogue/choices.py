"""What a chat can set, as messages with buttons that set it. Pure."""

from bot.dialogue import wording
from bot.dialogue.buttons import Button, Choose
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import rich
from bot.dialogue.wording.language import LANGUAGES, known

_LANGUAGES_IN_A_ROW = 2
AUTOMATIC = frozenset({"telegram", "auto"})
"""What somebody writes after ``/language`` to have it as in Telegram again."""


def languages_reply(chosen: str | None, note: str = "") -> Reply:
    """The languages to choose from, with a mark at the chosen one; ``note`` stands above."""
    buttons = [_choice(name, "language", code, chosen) for code, name in LANGUAGES.items()]
    rows = [
        tuple(buttons[start : start + _LANGUAGES_IN_A_ROW])
        for start in range(0, len(buttons), _LANGUAGES_IN_A_ROW)
    ]
    rows.append((_choice(wording.choosing.AS_IN_TELEGRAM(), "language", "", chosen or ""),))
    lines = [note, wording.choosing.language_is(chosen), wording.choosing.CHOOSE_LANGUAGE()]
    return Reply(rich("\n\n".join(filter(None, lines))), tuple(rows))


def language_named(words: str) -> str | None:
    """The language that somebody means by a code or by the name that it has for itself; None when it is none."""
    own_names = {name.casefold(): code for code, name in LANGUAGES.items()}
    return own_names.get(words.casefold()) or known(words)


def _choice(label: str, what: str, value: str, chosen: str | None) -> Button:
    marked = wording.choosing.CHOSEN.format(label=label) if value == chosen else label
    return Button(marked, Choose(what, value))
