"""The conversation in a terminal: the same replies, drawn."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands.terminal import Terminal
from knowledge.library.library import Library
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
    ],
)
def test_commands_work_as_in_the_chat(
    library: Library, monkeypatch: pytest.MonkeyPatch, said: str, shown: str
) -> None:
    assert shown in talk(library, said, monkeypatch=monkeypatch)


def test_quit_ends_the_conversation(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "You are welcome." not in talk(library, "/quit", "thanks", monkeypatch=monkeypatch)


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
    assert out.count("There is nothing more to show.") == 2
    out = talk(
        library, "Which mayor called the vote on the bridge a relief?", "And what did he thank the engineers for?",
        monkeypatch=monkeypatch,
    )  # fmt: skip
    assert out.count("redrawn the plans four times") == 2
