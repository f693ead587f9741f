"""Replies drawn in a terminal: quotations behind a bar, headlines that open, buttons as the commands for the same."""

import os
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

from bot.dialogue import wording
from bot.dialogue.buttons import Button, ShowArticle, ShowContext, ShowFound, ShowMore, ShowPage, ShowText
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import Mark, RichText, Style

_QUOTES = {Style.QUOTE, Style.LONG_QUOTE}
_BAR = "│ "
# What prints the escape codes of links (OSC 8) instead of hiding them. Every other terminal opens or ignores them.
_WITHOUT_LINKS = {"dumb", "linux", "unknown", ""}


def opens_links(console: Console) -> bool:
    """Whether a terminal takes links: it shows the headline, and opens the address when it is clicked."""
    return console.is_terminal and os.environ.get("TERM", "") not in _WITHOUT_LINKS


def draw(
    console: Console,
    reply: Reply,
    *,
    commands: bool = True,
    number_of: Callable[[str], int | None] = lambda _: None,
) -> None:
    """Draw a reply. ``commands`` is whether there are any; ``number_of`` gives the number of an article by its key."""
    links = opens_links(console)
    quotes = sorted((mark for mark in reply.text.marks if mark.style in _QUOTES), key=lambda mark: mark.start)
    position = 0
    for quote in quotes:
        _draw_lines(console, _styled(reply.text, position, quote.start, links=links))
        _draw_quote(console, _styled(reply.text, quote.start, quote.end, links=links))
        position = quote.end + reply.text.text.startswith("\n", quote.end)
    _draw_lines(console, _styled(reply.text, position, len(reply.text.text), links=links))
    for row in reply.buttons if commands else ():
        if hints := " ".join(hint for button in row if (hint := _hint(button, number_of))):
            console.print(Text(hints, style="dim"), soft_wrap=True)
    for url in dict.fromkeys(_addresses(reply, links=links)):
        console.print(Text(url, style=f"link {url}" if links else ""), soft_wrap=True)
    console.print()


def _addresses(reply: Reply, *, links: bool) -> Iterator[str]:
    """The addresses to print: all where headlines cannot be opened, otherwise those of buttons that no headline has."""
    shown = [mark.url for mark in reply.text.marks if mark.url]
    if not links:
        yield from shown
    yield from (
        button.url for row in reply.buttons for button in row if button.url and button.url not in shown
    )


def _draw_lines(console: Console, text: Text) -> None:
    if text.plain.strip():
        text.rstrip()
        console.print(text, soft_wrap=not console.is_terminal)
    elif text.plain:
        console.print()


def _draw_quote(console: Console, quote: Text) -> None:
    lines = quote.wrap(console, console.width - len(_BAR)) if console.is_terminal else quote.split("\n")
    for line in lines:
        console.print(Text.assemble((_BAR, "cyan"), line), soft_wrap=True)


def _styled(message: RichText, start: int, end: int, *, links: bool) -> Text:
    """The part ``[start, end)`` of a message with its marks as the terminal's styles."""
    text = Text(message.text[start:end])
    for mark in message.marks:
        if mark.style not in _QUOTES and mark.start < end and mark.end > start:
            text.stylize(_style(mark, links=links), max(mark.start - start, 0), mark.end - start)
    return text


def _style(mark: Mark, *, links: bool) -> str:
    if not mark.url:
        return "bold"
    return f"underline link {mark.url}" if links else "underline"


def _hint(button: Button, number_of: Callable[[str], int | None]) -> str | None:
    """The command that does what a button does."""
    match button.action:
        case ShowContext():
            return f"/context{button.label.removeprefix(wording.answering.CONTEXT())}"
        case ShowMore():
            return "/more"
        case ShowPage() | ShowFound() | ShowText():
            return {
                wording.answering.NEXT_PAGE(): "/next",
                wording.answering.PREVIOUS_PAGE(): "/back",
                wording.finding.READ(): "/read",
            }.get(button.label)
        case ShowArticle(key):
            number = number_of(key)
            return f"• {button.label}" if number is None else f"/article_{number} {button.label}"
    return None
