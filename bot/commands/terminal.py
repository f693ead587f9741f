"""The same conversation in a terminal: the replies are drawn with colours instead of sent with entities."""

import sys
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction, Button, Rate, ShowArticle, ShowContext, ShowMore, ShowPage
from bot.dialogue.conversation import ButtonExpired, Conversation, leans_on
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import change_reply, failure_reply
from bot.dialogue.rich_text import Mark, RichText, Style
from knowledge import Earlier, KnowledgeError, Library

_QUOTES = {Style.QUOTE, Style.LONG_QUOTE}
_BAR = "│ "


class Terminal:
    """A conversation over lines of text. The buttons of the last reply are commands here."""

    def __init__(
        self, library: Library, console: Console, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """``clock`` gives seconds and never goes back."""
        self._library = library
        self._clock = clock
        self._conversation = Conversation(library)
        self._console = console
        self._last = Reply(RichText())
        self._earlier: Earlier | None = None
        self._answered_at = 0.0

    def run(self) -> None:
        """Talk until /quit or the end of the input."""
        draw(self._console, self._conversation.start("Verbatim"))
        for line in self._lines():
            text = line.strip()
            if text in {"/quit", "/exit", "/q"}:
                return
            if text:
                reply = self._reply_to(text)
                draw(self._console, reply)
                if reply.buttons:
                    self._last = reply
                if reply.topic:
                    self._earlier = Earlier(reply.topic, reply.quotations)
                    self._answered_at = self._clock()

    def _reply_to(self, text: str) -> Reply:
        command, _, rest = text.partition(" ")
        commands: dict[str, Callable[[], Reply]] = {
            "/help": lambda: said(wording.guiding.HELP_TERMINAL),
            "/start": lambda: self._conversation.start("Verbatim"),
            "/articles": lambda: self._conversation.articles(rest.strip()),
            "/article": lambda: self._conversation.article(rest.strip()),
            "/ask": lambda: self._answer(rest),
            "/context": lambda: self._tap(wording.answering.CONTEXT, rest.strip()),
            "/more": lambda: self._tap(wording.answering.MORE, ""),
            "/privacy": lambda: said(wording.guiding.PRIVACY_TERMINAL),
            "/reload": self._reload,
        }
        if command in commands:
            return commands[command]()
        if command.startswith("/"):
            return said(wording.guiding.UNKNOWN_COMMAND)
        return self._answer(text)

    def _answer(self, text: str) -> Reply:
        earlier = leans_on(self._earlier, self._clock() - self._answered_at)
        return self._conversation.reply_to(text, earlier)

    def _tap(self, label: str, number: str) -> Reply:
        """Tap the button of the last reply with a label and number. A single button needs no number."""
        buttons = [button for row in self._last.buttons for button in row if button.action]
        named = [button for button in buttons if button.label.partition(" ")[0] == label]
        wanted = f"{label} {number}".strip()
        button = next((button for button in named if button.label == wanted), None)
        if button is None and len(named) == 1 and not number:
            button = named[0]
        if button is None or button.action is None or isinstance(button.action, AdminAction | Rate):
            return said(wording.answering.NOTHING_MORE)
        try:
            return self._conversation.press(button.action, self._last.question)
        except ButtonExpired as gone:
            return said(str(gone))

    def _reload(self) -> Reply:
        try:
            change = self._library.reload()
        except KnowledgeError as error:
            return failure_reply(str(error))
        return change_reply(wording.administering.RELOADED, change, len(self._library.current.articles))

    def _lines(self) -> Iterator[str]:
        """Lines as they are typed, with editing and history on a terminal; plain ones from a pipe."""
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            yield from sys.stdin
            return
        from prompt_toolkit import PromptSession  # slow to import, and useless to a pipe

        session: PromptSession[str] = PromptSession()
        while True:
            try:
                yield session.prompt("› ")
            except KeyboardInterrupt:
                continue
            except EOFError:
                return


def draw(console: Console, reply: Reply) -> None:
    """Draw a reply: quotations behind a bar, links as links, and buttons as the commands that do the same."""
    quotes = sorted((mark for mark in reply.text.marks if mark.style in _QUOTES), key=lambda mark: mark.start)
    position = 0
    for quote in quotes:
        _draw_lines(console, _styled(reply.text, position, quote.start))
        _draw_quote(console, _styled(reply.text, quote.start, quote.end))
        position = quote.end + reply.text.text.startswith("\n", quote.end)
    _draw_lines(console, _styled(reply.text, position, len(reply.text.text)))
    for row in reply.buttons:
        if hints := " ".join(hint for button in row if (hint := _hint(button))):
            console.print(Text(hints, style="dim"), soft_wrap=True)
    if not console.is_terminal:
        for mark in reply.text.marks:
            if mark.url:
                console.print(Text(mark.url), soft_wrap=True)
    console.print()


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


def _styled(message: RichText, start: int, end: int) -> Text:
    """The part ``[start, end)`` of a message with its marks as the terminal's styles."""
    text = Text(message.text[start:end])
    for mark in message.marks:
        if mark.style not in _QUOTES and mark.start < end and mark.end > start:
            text.stylize(_style(mark), max(mark.start - start, 0), mark.end - start)
    return text


def _style(mark: Mark) -> str:
    return f"underline link {mark.url}" if mark.url else "bold"


def _hint(button: Button) -> str | None:
    """The command that does what a button does."""
    match button.action:
        case ShowContext():
            return f"/{button.label.lower()}"
        case ShowMore():
            return "/more"
        case ShowPage(page, newest):
            return None if newest else f"/articles {page}"
        case ShowArticle():
            return f"• {button.label}"
    return None
