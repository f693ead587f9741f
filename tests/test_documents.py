"""What the README and the documents claim, checked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bot.commands.cli import app
from bot.dialogue.wording import guiding
from bot.settings import BUNDLED_ARTICLES, Settings
from knowledge import Answer, Library, NoAnswer, answer

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
]
LONGEST_README = 120  # lines: what a newcomer reads


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    assert len(read("README.md").splitlines()) <= LONGEST_README


def test_the_readme_leads_to_every_document() -> None:
    linked = set(re.findall(r"\]\(([^)#:]+\.md)\)", read("README.md")))
    assert linked == set(DOCUMENTS) - {"README.md"}


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    rows = re.findall(
        r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| (.+) \|$", read("docs/operating.md"), re.MULTILINE
    )
    assert [name for name, _, _ in rows] == [name.upper() for name in Settings.model_fields]
    for name, default, meaning in rows:
        field = Settings.model_fields[name.lower()]
        assert meaning == field.description
        assert not default or default == str(field.default)


def test_every_command_of_the_menus_is_documented() -> None:
    documented = set(re.findall(r"^\| `/([a-z]+)", read("docs/chat.md"), re.MULTILINE))
    assert documented == {*guiding.MENU_ADMIN, *guiding.MENU_GROUP, "start"}


def test_every_command_line_command_is_documented() -> None:
    commands = read("docs/command-line.md").split("Exit statuses:")[0]
    documented = set(re.findall(r"^\| `bot ([a-z]+)", commands, re.MULTILINE))
    assert documented == set(get_command(app).commands)  # type: ignore[attr-defined]  # a group, typed as a command


@pytest.mark.parametrize(
    ("document", "target"),
    [
        (document, target)
        for document in DOCUMENTS
        for target in re.findall(r"\]\(([^):#]+)\)", read(document))
    ],
)
def test_every_linked_file_exists(document: str, target: str) -> None:
    assert ((ROOT / document).parent / target).exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_module_that_a_document_names_exists(document: str) -> None:
    text = read(document)
    for path in re.findall(r"`((?:bot|knowledge|tests|\.ci)/[\w./]+)`", text):
        assert (ROOT / path).exists() or (ROOT / f"{path}.py").exists(), path
    for module in re.findall(r"python -m (tests[\w.]*)", text):
        folder = ROOT / module.replace(".", "/")
        assert folder.with_suffix(".py").exists() or (folder / "__main__.py").exists(), module


def test_the_folders_of_the_architecture_are_those_that_there_are() -> None:
    (tree,) = re.findall(r"## The rooms\n\n(.+?)\n\n", read("docs/architecture.md"), re.DOTALL)
    for package in ("knowledge", "bot"):
        block = tree.split(f"    {package}/\n")[1].split("\n    tests/")[0].split("\n    bot/")[0]
        named = set(re.findall(r"^      ([\w.]+)/? ", block, re.MULTILINE))
        there = {path.name for path in (ROOT / package).iterdir()}
        assert named - {"__init__.py"} == {name for name in there if not name.startswith("__")} - {"py.typed"}


def test_the_library_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.+?)```", read("README.md"), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code + "\nprint(result.citations[0].text)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert "20 years" in done.stdout


def test_the_worked_examples_are_true() -> None:
    snapshot = Library(BUNDLED_ARTICLES).open()
    assert "old" not in snapshot.rarity
    assert sum("Maduro" in passage.text for passage in snapshot.passages) > 3
    assert snapshot.rarity.weight("maduro") < snapshot.rarity.weight("old")
    assert isinstance(answer("How old is Maduro?", snapshot), NoAnswer)
    shown = answer("how much land was offered to iran", snapshot)
    assert isinstance(shown, Answer)
    words = {"land", "Iran", "five million"}
    assert all(word in shown.citations[0].text for word in words)
