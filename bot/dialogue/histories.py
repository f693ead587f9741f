"""What admins are shown of earlier changes, and what they are asked before one is made or taken back. Pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue import wording
from bot.dialogue.buttons import Button, Cancel, ChooseRemoval, RemoveArticle, RestoreArticle, UndoChange
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import RichText, bold, clipped, fitting, rich
from knowledge import Article
from knowledge.library.additions import Entry

_LONGEST_LINE = 200
_LISTED = 50
_LONGEST_LABEL = 60


def removal_reply(number: int, article: Article) -> Reply:
    """Asks for confirmation before an article is removed; ``number`` is its number in the list."""
    text = rich(f"{wording.administering.ask_to_remove(number)}\n") + bold(
        clipped(article.title, _LONGEST_LINE)
    )
    return Reply(text, confirming(Button(wording.administering.REMOVE(), RemoveArticle(article.key))))


def choice_reply(found: Sequence[tuple[int, Article]], count: int) -> Reply:
    """Asks which of several articles is meant: each with its number in the list. ``count`` is how many there are."""
    buttons = tuple(
        (Button(clipped(f"{number} · {article.title}", _LONGEST_LABEL), ChooseRemoval(article.key)),)
        for number, article in found
    )
    cancel = (Button(wording.administering.CANCEL(), Cancel()),)
    return Reply(rich(wording.administering.which_article(len(found), count)), (*buttons, cancel))


def removed_reply(headlines: Sequence[str]) -> Reply:
    """What was removed over the chat, with the numbers that ``/restore`` takes."""
    if not headlines:
        return said(wording.administering.NOTHING_REMOVED())
    lines: list[RichText | str] = [bold(wording.administering.removed_title(len(headlines)))]
    lines += removed_lines(headlines[:_LISTED])
    if len(headlines) > _LISTED:
        lines.append(wording.amounts.and_more(len(headlines) - _LISTED))
    return Reply(fitting([*lines, "", wording.administering.RESTORE_HINT()], last=1))


def removed_lines(headlines: Sequence[str]) -> list[str]:
    """One line for each article that was removed."""
    return [f"{number} · {clipped(headline, _LONGEST_LINE)}" for number, headline in enumerate(headlines, 1)]


def restoral_reply(headline: str, restore: RestoreArticle) -> Reply:
    """Asks for confirmation before an article is brought back."""
    text = rich(f"{wording.administering.ASK_TO_RESTORE()}\n") + bold(clipped(headline, _LONGEST_LINE))
    return Reply(text, confirming(Button(wording.administering.RESTORE(), restore)))


def undo_reply(change: str, by: int | None, at: datetime | None, undo: UndoChange, *, is_own: bool) -> Reply:
    """Asks for confirmation before a change is taken back, and says whose it was."""
    lines: list[RichText | str] = [
        wording.administering.ASK_TO_UNDO(),
        bold(clipped(change, _LONGEST_LINE)),
        wording.administering.made_by(by, at, is_own=is_own),
    ]
    return Reply(fitting(lines), confirming(Button(wording.administering.UNDO(), undo)))


def log_reply(entries: Sequence[Entry]) -> Reply:
    """Who did what, the newest first."""
    if not entries:
        return said(wording.administering.NOTHING_LOGGED())
    lines: list[RichText | str] = [
        f"{wording.administering.logged(entry.at, entry.by)} {clipped(entry.change, _LONGEST_LINE)}"
        for entry in reversed(entries)
    ]
    return Reply(fitting(lines))


def confirming(button: Button) -> tuple[tuple[Button, ...], ...]:
    """A button beside *Cancel*."""
    return ((button, Button(wording.administering.CANCEL(), Cancel())),)
