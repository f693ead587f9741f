"""What a chat can set, as messages with buttons that set it. Pure."""

import re
from typing import Protocol

from bot.dialogue import wording
from bot.dialogue.buttons import Button, Choose, ShowSettings
from bot.dialogue.rendering import SHOWN
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import rich
from bot.dialogue.wording.language import LANGUAGES, known
from knowledge.language.characters import plain_numbers

_LANGUAGES_IN_A_ROW = 2
_NIGHT = (22, 7)  # what one tap makes quiet
_HOURS = re.compile(r"(\d{1,2})(?::00)?\s*[-–—]\s*(\d{1,2})(?::00)?", re.ASCII)
AUTOMATIC = frozenset({"telegram", "auto"})
"""What somebody writes after ``/language`` to have it as in Telegram again."""
_NONE = frozenset({"off", "none", "no"})


class Chosen(Protocol):
    """What is set in a chat: see ``bot.store.chat_settings``."""

    @property
    def language(self) -> str | None: ...
    @property
    def citations(self) -> int | None: ...
    @property
    def quiet_from(self) -> int | None: ...
    @property
    def quiet_until(self) -> int | None: ...
    @property
    def replies(self) -> bool: ...
    @property
    def feedback(self) -> bool: ...


def settings_reply(chosen: Chosen, *, is_group: bool, offers_votes: bool, note: str = "") -> Reply:
    """What is set in a chat, with buttons to change it; ``note`` stands above.

    ``offers_votes`` is whether the bot asks anybody what they think of its answers.
    """
    language, quiet = known(chosen.language), _quiet(chosen)
    lines = [
        wording.choosing.named_language(language) if language else wording.choosing.EACH_PERSONS_LANGUAGE(),
        (
            wording.choosing.number_of_quotations(chosen.citations)
            if chosen.citations
            else wording.choosing.USUAL_NUMBER()
        ),
        wording.choosing.quiet_hours(*quiet) if quiet else wording.choosing.NO_QUIET_HOURS(),
    ]
    numbers = [_choice(str(n), "citations", str(n), str(chosen.citations)) for n in range(1, SHOWN + 1)]
    usual = _choice(wording.choosing.AS_USUAL(), "citations", "", str(chosen.citations or ""))
    night = Button(wording.choosing.quiet_button(*_NIGHT), Choose("quiet", f"{_NIGHT[0]}-{_NIGHT[1]}"))
    rows = [
        (Button(wording.choosing.LANGUAGE(), ShowSettings("language")),),
        (*numbers, usual),
        (Button(wording.choosing.END_QUIET_HOURS(), Choose("quiet", "")) if quiet else night,),
    ]
    if is_group:
        told = (wording.choosing.ONLY_ASK_ANSWERED, wording.choosing.REPLIES_ANSWERED)[chosen.replies]
        other = (wording.choosing.ANSWER_REPLIES, wording.choosing.ANSWER_ONLY_ASK)[chosen.replies]
        lines.append(told())
        rows.append((Button(other(), Choose("replies", str(int(not chosen.replies)))),))
    if offers_votes:
        told = (wording.choosing.VOTES_HIDDEN, wording.choosing.VOTES_SHOWN)[chosen.feedback]
        other = (wording.choosing.SHOW_VOTES, wording.choosing.HIDE_VOTES)[chosen.feedback]
        lines.append(told())
        rows.append((Button(other(), Choose("feedback", str(int(not chosen.feedback)))),))
    quietly = wording.choosing.QUIET_IN_GROUP() if is_group else wording.choosing.QUIET_IN_PRIVATE()
    listed = "\n".join([wording.choosing.SET_HERE(), *(f"• {line}" for line in lines)])
    parts = [note, listed, f"{quietly} {wording.choosing.QUIET_USAGE()}"]
    return Reply(rich("\n\n".join(filter(None, parts))), tuple(rows))


def languages_reply(chosen: str | None, note: str = "") -> Reply:
    """The languages to choose from, with a mark at the chosen one; ``note`` stands above."""
    buttons = [_choice(name, "language", code, chosen) for code, name in LANGUAGES.items()]
    rows = [
        tuple(buttons[start : start + _LANGUAGES_IN_A_ROW])
        for start in range(0, len(buttons), _LANGUAGES_IN_A_ROW)
    ]
    rows.append((_choice(wording.choosing.AS_IN_TELEGRAM(), "language", "", chosen or ""),))
    rows.append((Button(wording.choosing.ALL_SETTINGS(), ShowSettings("all")),))
    lines = [note, wording.choosing.language_is(chosen), wording.choosing.CHOOSE_LANGUAGE()]
    return Reply(rich("\n\n".join(filter(None, lines))), tuple(rows))


def language_named(words: str) -> str | None:
    """The language that somebody means by a code or by the name that it has for itself; None when it is none."""
    own_names = {name.casefold(): code for code, name in LANGUAGES.items()}
    return own_names.get(words.casefold()) or known(words)


def hours_in(words: str) -> tuple[int, int] | tuple[None, None]:
    """The quiet hours that somebody has written, or that there are to be none. Raises ValueError for anything else."""
    if words.casefold() in _NONE:
        return None, None
    found = _HOURS.fullmatch(plain_numbers(words).strip())
    begin, end = (int(hour) for hour in found.groups()) if found else (0, 0)
    if begin > 24 or end > 24 or begin % 24 == end % 24:
        raise ValueError(f"these are no hours: {words!r}")
    return begin % 24, end % 24


def _quiet(chosen: Chosen) -> tuple[int, int] | None:
    if chosen.quiet_from is None or chosen.quiet_until is None:
        return None
    return chosen.quiet_from, chosen.quiet_until


def _choice(label: str, what: str, value: str, chosen: str | None) -> Button:
    marked = wording.choosing.CHOSEN.format(label=label) if value == chosen else label
    return Button(marked, Choose(what, value))
