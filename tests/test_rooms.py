"""Which folder may import which: the architecture as a table, and the names that ``knowledge`` exports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import knowledge

ROOT = Path(__file__).parents[1]

# A room may import the rooms on its line, itself, and the values at the top of its package.
KNOWLEDGE = {
    "language": set[str](),
    "reading": {"language"},
    "ranking": set[str](),
    "meaning": {"language"},
    "index": {"language", "meaning", "ranking"},
    "storage": {"index", "language", "meaning", "ranking"},
    "library": {"storage", "index", "meaning", "reading"},
    "answering": {"index", "language", "meaning", "ranking"},
    "evaluation": {"answering", "index", "language", "ranking"},
}
BOT = {
    "dialogue": set[str](),
    "store": set[str](),
    "fetching": set[str](),
    "handlers": {"dialogue", "fetching", "store"},
    "service": {"handlers", "dialogue", "fetching", "store"},
    "preview": {"service"},
    "commands": {"service", "handlers", "dialogue", "fetching", "preview"},
}
KNOWLEDGE_VALUES = {"articles", "answers", "errors", "arrays"}
BOT_VALUES = {"settings"}
NO_TELEGRAM = {"dialogue"}

EXPORTS = """
    Additions AdditionsError Answer Article ArticleRefused Citation Correction Earlier EmptyCorpus Excerpt Index
    KnowledgeError Library NoAnswer NothingToUndo Passage Problem Progress Quotation Reason ReloadRunning Snapshot
    Said SourceError Span Wish answer citation_link further hits taken_apart topic_articles
    """


def modules(package: str) -> Iterator[tuple[str, Path]]:
    """The room and the file of each module; a module at the top of the package is a room of its own."""
    for path in sorted((ROOT / package).rglob("*.py")):
        inside = path.relative_to(ROOT / package)
        yield (inside.parts[0] if len(inside.parts) > 1 else inside.stem), path


def imported(path: Path) -> set[str]:
    """The dotted names that a file imports, in functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_of(package: str, names: set[str]) -> set[str]:
    parts = (name.split(".") for name in names)
    return {part[1] for part in parts if part[0] == package and len(part) > 1}


@pytest.mark.parametrize(("package", "table", "values"),
                         [("knowledge", KNOWLEDGE, KNOWLEDGE_VALUES), ("bot", BOT, BOT_VALUES)])  # fmt: skip
def test_every_folder_stands_in_the_table(package: str, table: dict[str, set[str]], values: set[str]) -> None:
    rooms = {room for room, path in modules(package) if path.parent.name != package}
    single = {room for room, path in modules(package) if path.parent.name == package}
    assert rooms == set(table)
    assert single - {"__init__", "__main__"} == values


@pytest.mark.parametrize("room", KNOWLEDGE)
def test_a_room_of_knowledge_imports_only_what_the_table_says(room: str) -> None:
    for own, path in modules("knowledge"):
        if own == room:
            used = rooms_of("knowledge", imported(path)) - KNOWLEDGE_VALUES - {room}
            assert used <= KNOWLEDGE[room], f"{path.relative_to(ROOT)} imports {used - KNOWLEDGE[room]}"


def test_the_values_of_knowledge_import_no_room() -> None:
    for own, path in modules("knowledge"):
        if own in KNOWLEDGE_VALUES:
            assert rooms_of("knowledge", imported(path)) <= KNOWLEDGE_VALUES


@pytest.mark.parametrize("room", BOT)
def test_a_room_of_the_bot_imports_only_what_the_table_says(room: str) -> None:
    for own, path in modules("bot"):
        if own == room:
            used = rooms_of("bot", imported(path)) - BOT_VALUES - {room}
            assert used <= BOT[room], f"{path.relative_to(ROOT)} imports {used - BOT[room]}"


@pytest.mark.parametrize("room", sorted(NO_TELEGRAM))
def test_the_dialogue_knows_no_telegram(room: str) -> None:
    for own, path in modules("bot"):
        if own == room:
            assert not {name for name in imported(path) if name.partition(".")[0] == "telegram"}


def test_each_table_has_no_cycle() -> None:
    for table in (KNOWLEDGE, BOT):
        left = dict(table)
        while left:
            free = {room for room, uses in left.items() if not uses & left.keys()}
            assert free, f"a cycle among {sorted(left)}"
            left = {room: uses for room, uses in left.items() if room not in free}


def test_knowledge_exports_these_names() -> None:
    assert sorted(knowledge.__all__) == sorted(EXPORTS.split())
    assert all(hasattr(knowledge, name) for name in knowledge.__all__)
