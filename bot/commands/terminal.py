"""The same conversation in a terminal: the replies are drawn with colours instead of sent with entities."""

import re
import time
from collections.abc import Callable

from rich.console import Console

from bot.commands.copying import citations_of, clipboard_code
from bot.commands.drawing import draw
from bot.commands.prompting import typed_lines
from bot.dialogue import wording
from bot.dialogue.buttons import AdminAction, Button, ChatAction, Rate
from bot.dialogue.conversation import ButtonExpired, Conversation, leans_on
from bot.dialogue.reading import Reading
from bot.dialogue.reply import Reply, said
from bot.dialogue.reports import change_reply, failure_reply
from bot.dialogue.rich_text import RichText
from knowledge import Earlier, KnowledgeError, Library
from knowledge.errors import ClusterError
from knowledge.language.characters import plain_digits, plain_numbers

LEAVING = {"/quit", "/exit", "/q", "quit", "exit"}
_TAPPED = re.compile(r"/article_(\d{1,9})", re.ASCII)


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
        self._last = Reply(RichText())  # with buttons that are commands here
        self._cited = Reply(RichText())
        self._earlier: Earlier | None = None
        self._answered_at = 0.0
        reading = Reading(library)
        self._commands: dict[str, Callable[[str], Reply]] = {
            "/help": lambda _: said(wording.guiding.help_terminal()),
            "/start": lambda _: self._conversation.start("Verbatim"),
            "/articles": self._conversation.articles,
            "/article": self._conversation.article,
            "/latest": reading.latest,
            "/timeline": reading.timeline,
            "/quote": reading.quote,
            "/brief": reading.brief,
            "/ask": self._answer,
            "/context": self._context,
            "/more": lambda _: self._turn(wording.answering.MORE()),
            "/next": lambda _: self._turn(wording.answering.NEXT_PAGE()),
            "/back": lambda _: self._turn(wording.answering.PREVIOUS_PAGE()),
            "/read": lambda _: self._turn(wording.finding.READ()),
            "/copy": self._copy,
            "/privacy": lambda _: said(wording.guiding.PRIVACY_TERMINAL()),
            "/reload": lambda _: self._reload(),
        }

    def run(self) -> None:
        """Talk until /quit or the end of the input."""
        draw(self._console, self._conversation.start("Verbatim"))
        for line in typed_lines(self._library, [*self._commands, *sorted(LEAVING - {"quit", "exit"})]):
            text = line.strip()
            if text.casefold() in LEAVING:
                return
            if text:
                self._show(self._reply_or_why_not(text))

    def _show(self, reply: Reply) -> None:
        draw(self._console, reply, number_of=self._conversation.number_of)
        if any(button.action for row in reply.buttons for button in row):
            self._last = reply
        if citations_of(reply):
            self._cited = reply
        if reply.topic:
            self._earlier = Earlier(reply.topic, reply.quotations)
            self._answered_at = self._clock()

    def _reply_or_why_not(self, text: str) -> Reply:
        """The reply; while the cluster is away, a sentence says so, and the talk goes on."""
        try:
            return self._reply_to(text)
        except ClusterError:
            return said(wording.answering.CANNOT_LOOK())

    def _reply_to(self, text: str) -> Reply:
        command, _, rest = text.partition(" ")
        if tapped := _TAPPED.fullmatch(command):
            return self._conversation.article(tapped[1])
        if command in self._commands:
            return self._commands[command](plain_numbers(rest.strip()))
        if command.startswith("/"):
            return said(wording.guiding.UNKNOWN_COMMAND())
        return self._answer(text)

    def _answer(self, text: str) -> Reply:
        earlier = leans_on(self._earlier, self._clock() - self._answered_at)
        return self._conversation.reply_to(text, earlier)

    def _buttons(self, label: str) -> list[Button]:
        """The buttons of the last reply with a label, alone or before a number."""
        every = (button for row in self._last.buttons for button in row if button.action)
        return [button for button in every if button.label == label or button.label.startswith(f"{label} ")]

    def _context(self, number: str) -> Reply:
        """The paragraphs around a quotation. A single one needs no number."""
        label = wording.answering.CONTEXT()
        numbers = {button: button.label.removeprefix(label).strip() for button in self._buttons(label)}
        named = {plain_digits(typed): button for button, typed in numbers.items()}
        if not named:
            return said(wording.answering.NOTHING_MORE())
        if len(named) == 1 and number in {"", "1", *named}:
            return self._press(next(iter(named.values())))
        if number in named:
            return self._press(named[number])
        return said(wording.finding.which_quotation("/context", sorted(map(int, filter(None, named))) or [1]))

    def _turn(self, label: str) -> Reply:
        """Press a button of the last reply of which there is one."""
        buttons = self._buttons(label)
        return self._press(buttons[0]) if buttons else said(wording.answering.NOTHING_MORE())

    def _press(self, button: Button) -> Reply:
        if button.action is None or isinstance(button.action, AdminAction | Rate | ChatAction):
            return said(wording.answering.NOTHING_MORE())
        try:
            return self._conversation.press(button.action, self._last.question, self._last.quotations)
        except ButtonExpired as gone:
            return said(str(gone))

    def _copy(self, number: str) -> Reply:
        """Copy a quotation with where it stands. On no terminal it is shown instead: there is nothing to copy to."""
        cited = {str(each.number): each for each in citations_of(self._cited)}
        if not cited:
            return said(wording.finding.NOTHING_TO_COPY())
        chosen = next(iter(cited.values())) if len(cited) == 1 and not number else cited.get(number)
        if chosen is None:
            return said(wording.finding.which_quotation("/copy", [each.number for each in cited.values()]))
        if not self._console.is_terminal:
            return said(chosen.text)
        self._console.file.write(clipboard_code(chosen.text))
        self._console.file.flush()
        return said(wording.finding.copied(chosen.number))

    def _reload(self) -> Reply:
        try:
            change = self._library.reload()
        except KnowledgeError as error:
            return failure_reply(str(error))
        return change_reply(wording.administering.RELOADED(), change, len(self._library.current.articles))
