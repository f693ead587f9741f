"""Lines as a person types them: with editing, history, and completion of commands and headlines."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from knowledge import Library

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

TAKING_HEADLINES = ("/article", "/articles", "/brief", "/latest", "/timeline")
_MOST_HEADLINES = 5_000  # looked through at a press of the Tab key
_MOST_SHOWN = 20


def typed_lines(library: Library, commands: Iterable[str]) -> Iterator[str]:
    """Lines until the end of the input; plain ones from a pipe."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession  # slow to import, and useless to a pipe

    session: PromptSession[str] = PromptSession(
        completer=completer(library, commands), complete_while_typing=False
    )
    while True:
        try:
            yield session.prompt("› ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def completer(library: Library, commands: Iterable[str]) -> "Completer":
    """What the Tab key offers: commands, and after those that take them headlines."""
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Offered(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            for offer, replaced in offers(document.text_before_cursor, commands, lambda: headlines(library)):
                yield Completion(offer, start_position=-replaced)

    return Offered()


def offers(
    typed: str, commands: Iterable[str], titles: Callable[[], Iterable[str]]
) -> Iterator[tuple[str, int]]:
    """What may stand for the end of a line that begins with a command, and how many characters that replaces."""
    command, space, words = typed.partition(" ")
    if not space:
        if command.startswith("/"):
            yield from ((each, len(command)) for each in sorted(commands) if each.startswith(command))
        return
    if command in TAKING_HEADLINES:
        wanted = words.casefold().split()
        matching = (title for title in titles() if all(word in title.casefold() for word in wanted))
        for _, title in zip(range(_MOST_SHOWN), matching, strict=False):
            yield title, len(words)


def headlines(library: Library) -> Iterator[str]:
    """The headlines of the first articles, each once."""
    articles = library.current.articles
    titles = (articles.facts(position).title for position in range(min(len(articles), _MOST_HEADLINES)))
    yield from dict.fromkeys(titles)
