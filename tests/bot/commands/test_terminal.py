"""The conversation in a terminal: the same replies, drawn."""

import base64
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console

from bot.commands.prompting import completer
from bot.commands.terminal import Terminal
from knowledge.library.library import Library
from tests.bot.away import AwayNowAndThen
from tests.conftest import LIGHTHOUSES, write_articles


def talk(library: Library, *said: str, monkeypatch: pytest.MonkeyPatch, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, highlight=False, markup=False, emoji=False, force_terminal=terminal, width=80,
        color_system="standard" if terminal else None, legacy_windows=False,
    )  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in said)))
    Terminal(library, console).run()
    return out.getvalue()


def test_a_question_is_answered_with_quotation_and_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = talk(library, "How many crowns is the bridge expected to cost?", monkeypatch=monkeypatch)
    assert "│ The bridge is expected to cost 88 million crowns." in out
    assert (
        "1 · City council votes for a new bridge over the Arle · The Lanning Post · 17 May 2024 · ¶ 3" in out
    )
    assert "https://lanning.example.com/news/bridge#:~:text=" in out
    assert "\x1b" not in out


def test_matching_words_stand_out_on_a_terminal(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    out = talk(
        library, "How many crowns is the bridge expected to cost?", monkeypatch=monkeypatch, terminal=True
    )
    assert "\x1b[1mcost\x1b[0m" in out


def test_buttons_are_commands(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    out = talk(
        library,
        "What did Mayor Okafor call the vote?",
        "/context",
        "/context 1",
        "/more",
        monkeypatch=monkeypatch,
    )
    assert "¶ 1–3" in out
    assert "There is nothing more to show." in out


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("/help", "/reload – read the articles again"),
        ("/articles", "3 articles:"),
        ("/article 2", "Storm closes the harbour"),
        ("/privacy", "I keep nothing about you"),
        ("/nonsense", "I do not know that command"),
        ("thanks", "You are welcome."),
        ("/article_2", "Storm closes the harbour"),
        ("/article bridge", "City council votes"),
        ("/article 99", "There is no article 99"),
        ("/articles harbour", "1 article found:"),
        ("/latest", "/article_3 El mercado"),
        ("/timeline crowns", "5 Mar 2024 · Storm closes"),
        ("/quote 1 3", "│ The bridge is expected to cost 88 million crowns."),
        ("/brief 1", "In brief, in its own words:"),
        ("/article bridge over the Danube", "/article_1 City council votes"),
        ("/context", "There is nothing more to show."),
        ("/copy", "There is no quotation to copy yet."),
        ("/next", "There is nothing more to show."),
    ],
)
def test_commands_work_as_in_the_chat(
    library: Library, monkeypatch: pytest.MonkeyPatch, said: str, shown: str
) -> None:
    assert shown in talk(library, said, monkeypatch=monkeypatch)


@pytest.mark.parametrize("said", ["/quit", "/exit", "/q", "quit", "exit", "Quit"])
def test_quit_ends_the_conversation(library: Library, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    assert "You are welcome." not in talk(library, said, "thanks", monkeypatch=monkeypatch)


def test_a_question_with_the_word_exit_does_not_end_the_conversation(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = talk(library, "exit of the harbour", "thanks", monkeypatch=monkeypatch)
    assert "You are welcome." in out


def test_reload_tells_what_changed_and_a_failing_one_changes_nothing(
    library: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(articles, [{"id": "new", "title": "A new one", "body": "Something else happened."}])
    assert "Added: 1\n• A new one" in talk(library, "/reload", monkeypatch=monkeypatch)
    for path in articles.iterdir():
        path.unlink()
    out = talk(library, "/reload", "How many crowns is the bridge expected to cost?", monkeypatch=monkeypatch)
    assert "Nothing has changed. No article was found" in out
    assert "88 million crowns" in out


def test_a_quotation_is_named_by_its_number_and_follow_ups_work(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    asked = "Which lighthouse keeper rang the bell?"
    out = talk(library, asked, "/context 2", "/context 9", "/context", monkeypatch=monkeypatch)
    assert out.count("Report 2 · ¶ 1") == 2
    assert out.count("Which quotation? /context 1, /context 2, /context 3") == 2
    out = talk(
        library, "Which mayor called the vote on the bridge a relief?", "And what did he thank the engineers for?",
        monkeypatch=monkeypatch,
    )  # fmt: skip
    assert out.count("redrawn the plans four times") == 2


COST = "How many crowns is the bridge expected to cost?"


@pytest.mark.parametrize(("kind", "opens"), [("xterm-256color", True), ("dumb", False), ("linux", False)])
def test_a_headline_opens_where_the_terminal_can_and_else_its_address_is_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch, kind: str, opens: bool
) -> None:
    monkeypatch.setenv("TERM", kind)
    out = talk(library, COST, monkeypatch=monkeypatch, terminal=True)
    assert ("\x1b]8;" in out) is opens
    plain = re.sub(r"\x1b]8;[^\\]*\\", "", out)
    assert ("https://lanning.example.com/news/bridge#:~:text=" in plain) is not opens


def test_the_address_of_an_article_is_shown(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    out = talk(library, "/article 1", monkeypatch=monkeypatch)
    assert "https://lanning.example.com/news/bridge\n" in out


def test_a_quotation_is_copied_with_where_it_stands(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = talk(library, "/quote 1 3", "/context", "/copy", monkeypatch=monkeypatch, terminal=True)
    (code,) = re.findall("\x1b]52;c;(.+?)\x07", out)
    copied = base64.b64decode(code).decode().splitlines()
    assert copied[0].startswith("“The bridge is expected to cost 88 million crowns.")
    assert copied[1] == (
        "— City council votes for a new bridge over the Arle · The Lanning Post · 17 May 2024 · ¶ 3"
    )
    assert copied[2].startswith("https://lanning.example.com/news/bridge")
    assert "Copied quotation 1" in out


def test_over_a_pipe_what_would_be_copied_is_shown_and_a_wrong_number_asks_which(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_articles(library._source, LIGHTHOUSES)
    library.reload()
    asked = "Which lighthouse keeper rang the bell?"
    out = talk(library, asked, "/copy 2", "/copy", "/copy 7", monkeypatch=monkeypatch)
    assert "“The lighthouse keeper of village number 2 rang the bell.”\n— Report 2 · ¶ 1" in out
    assert out.count("Which quotation? /copy 1, /copy 2, /copy 3") == 2
    assert "\x1b" not in out


def test_pages_are_turned(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "\n\n".join(f"Paragraph {n} says one thing and nothing else at all. " * 12 for n in range(20))
    write_articles(library._source, [{"id": "long", "title": "A long read", "body": body}])
    library.reload()
    out = talk(
        library, "/article long read", "/read", "/next", "/next", "/next", "/next", "/back",
        monkeypatch=monkeypatch,
    )  # fmt: skip
    pages = re.findall(r"page (\d) of (\d)", out)
    assert [int(page) for page, _ in pages][:3] == [1, 2, 3]
    assert "Paragraph 19 says" in out
    assert int(pages[-1][0]) < int(pages[-2][0])


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/ar", ["/article", "/articles"]),
        ("/art", ["/article", "/articles"]),
        ("/article counc", ["City council votes for a new bridge over the Arle"]),
        ("/brief STORM harb", ["Storm closes the harbour of Port Lanning"]),
        ("/articles nothing such", []),
        ("/quote counc", []),
        ("how l", []),
    ],
)
def test_commands_and_headlines_are_completed(library: Library, typed: str, offered: list[str]) -> None:
    found = completer(library, ["/article", "/articles", "/brief", "/quote"]).get_completions(
        Document(typed), CompleteEvent(completion_requested=True)
    )
    completed = [typed[: len(typed) + each.start_position] + each.text for each in found]
    prefix = typed.partition(" ")[0] + " " if " " in typed else ""
    assert completed == [prefix + each for each in offered]


class Typing:
    """Lines that are typed; while the second one is answered, the cluster is away."""

    def __init__(self, library: AwayNowAndThen, *lines: str) -> None:
        self._library = library
        self._lines = lines

    def isatty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._lines, 1):
            self._library.away = number == 2
            yield line


def test_while_the_cluster_is_away_a_sentence_says_so_and_the_talk_goes_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = AwayNowAndThen(library.source)
    away.open()
    asked = "How many crowns is the bridge expected to cost?\n"
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", Typing(away, asked, asked, asked))
    Terminal(away, Console(file=out, highlight=False, markup=False, emoji=False, width=80)).run()
    assert out.getvalue().count("88 million crowns") == 2
    assert out.getvalue().count("I cannot look that up just now.") == 1
