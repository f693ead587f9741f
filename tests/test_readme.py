"""What the README claims, checked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.commands.cli import app
from bot.handlers import menus
from bot.settings import BUNDLED_ARTICLES, Settings
from knowledge.answering.answer import answer
from knowledge.answers import Answer, NoAnswer
from knowledge.library.library import Library

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_exchange_of_the_first_screen_is_what_the_bot_says() -> None:
    exchange = re.search(r"<!-- exchange -->\n```text\n(.+?)```", README, re.DOTALL)
    assert exchange is not None
    said = [line.removeprefix("› ") for line in exchange[1].splitlines() if line.startswith("› ")]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input="\n".join(said),
        capture_output=True,
        text=True,
        check=True,
    )
    shown = "".join(line for line in exchange[1].splitlines(keepends=True) if not line.startswith("› "))
    spoken = done.stdout.split("/help says what else I can do.\n\n")[1]
    assert _words(shown) == _words(spoken)


def _words(text: str) -> list[str]:
    """The words, without the bar that a wrapped quotation has once a line."""
    return text.replace("│ ", "").split()


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| (.+) \|$", section("Settings"), re.MULTILINE)
    assert [name for name, _, _ in rows] == [name.upper() for name in Settings.model_fields]
    for name, default, meaning in rows:
        field = Settings.model_fields[name.lower()]
        assert meaning == field.description
        assert not default or default == str(field.default)


def test_every_command_of_the_menus_is_documented() -> None:
    documented = set(re.findall(r"^\| `/([a-z]+)", section("In the chat"), re.MULTILINE))
    assert documented == {command.command for command in menus.ADMIN + menus.GROUP} | {"start"}


def test_every_command_line_command_is_documented() -> None:
    documented = set(re.findall(r"^\| `bot ([a-z]+)", section("On the command line"), re.MULTILINE))
    assert documented == set(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", re.findall(r"\]\(([^):#]+)\)", README))
def test_every_linked_file_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_the_library_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code + "\nprint(result.citations[0].text)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert "20 years" in done.stdout


def test_the_worked_example_is_true() -> None:
    snapshot = Library(BUNDLED_ARTICLES).open()
    assert "old" not in snapshot.rarity
    assert sum("Maduro" in passage.text for passage in snapshot.passages) > 3
    assert snapshot.rarity.weight("maduro") < snapshot.rarity.weight("old")
    assert isinstance(answer("How old is Maduro?", snapshot), NoAnswer)
    shown = answer("how much land was offered to iran", snapshot)
    assert isinstance(shown, Answer)
    words = {"land", "Iran", "five million"}
    assert all(word in shown.citations[0].text for word in words)
