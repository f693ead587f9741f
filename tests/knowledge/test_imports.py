"""The knowledge package knows nothing of chats, and importing any of its modules does nothing."""

import ast
import importlib.util
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import knowledge

# Of others: the chat, its settings and its event loop belong to the bot; trafilatura takes half a second to import.
FORBIDDEN = {"telegram", "bot", "pydantic_settings", "pydantic", "asyncio", "httpx", "dotenv", "trafilatura"}
# What else our own modules have no business with: networks, other processes, a terminal.
FORBIDDEN_TO_US = FORBIDDEN | {
    "socket",
    "urllib.request",
    "http",
    "requests",
    "subprocess",
    "logging.config",
    "pickle",
}
LAZILY = {"trafilatura"}  # inside the function that needs it
STARTS_A_PROCESS = "knowledge.reading.separate_process"
CONNECTS = "knowledge.storage.remote.cluster"

MODULES = ["knowledge", *(info.name for info in pkgutil.walk_packages(knowledge.__path__, "knowledge."))]
PROBE = """
import importlib, json, os, sys
class Watched(type(os.environ)):
    def __getitem__(self, key):
        caller = sys._getframe(1)
        while caller and caller.f_globals.get("__name__") in ("os", "collections.abc", "_collections_abc"):
            caller = caller.f_back
        read.append((caller.f_globals.get("__name__", "") if caller else "", str(key)))
        return super().__getitem__(key)
read = []
os.environ.__class__ = Watched
before = set(sys.modules)
importlib.import_module(sys.argv[1])
with open(sys.argv[2], "w") as report:
    json.dump({"modules": sorted(set(sys.modules) - before), "read": read}, report)
"""


def source_of(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec
    assert spec.origin
    return Path(spec.origin)


@dataclass(frozen=True)
class Imported:
    """What importing one module in a fresh interpreter did: the modules it brought in, and whose variables it read."""

    output: str
    files: tuple[str, ...]
    modules: tuple[str, ...]
    read: tuple[tuple[str, str], ...]


# The package brings in nearly all of its modules; the others are imported one by one.
ALONE = [module for module in MODULES if module == "knowledge" or module not in sys.modules]


@pytest.fixture(scope="module", params=ALONE)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("import")
    root = Path(knowledge.__path__[0]).parent
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", PROBE, request.param, str(folder / "report.json")],
        cwd=folder,
        env={"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    report: dict[str, Any] = {"modules": [], "read": []}
    if done.returncode == 0:
        report = json.loads((folder / "report.json").read_text())
    files = sorted(path.name for path in folder.iterdir() if path.name != "report.json")
    read = tuple((module, key) for module, key in report["read"])
    return Imported(done.stdout + done.stderr, tuple(files), tuple(report["modules"]), read)


def test_importing_a_module_does_nothing_that_can_be_seen(imported: Imported) -> None:
    assert imported.output == ""
    assert imported.files == ()


def test_importing_a_module_brings_in_nothing_of_the_chat(imported: Imported) -> None:
    assert imported.modules
    packages = {name.partition(".")[0] for name in imported.modules}
    assert packages & FORBIDDEN == set()


def test_importing_a_module_reads_no_environment(imported: Imported) -> None:
    assert [key for module, key in imported.read if module.startswith("knowledge")] == []


def _imports(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The modules that a file imports, and whether it does so only in a function or for the type checker."""
    later = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) or _is_for_types(each)]
    inside = {id(node) for each in later for node in ast.walk(each)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or "", id(node) in inside


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_that_is_not_its_business(module: str) -> None:
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    allowed = LAZILY | {STARTS_A_PROCESS: {"subprocess"}, CONNECTS: {"httpx"}}.get(module, set())
    for name, lazily in _imports(tree):
        parts = name.split(".")
        names = {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
        assert names & FORBIDDEN_TO_US <= (allowed if lazily else set()), f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_neither_prints_nor_asks_nor_looks_at_the_environment(module: str) -> None:
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert names & {"print", "input", "breakpoint", "exec", "eval", "global", "environ", "getenv"} == set()
    assert attributes & {"environ", "getenv", "stdout", "stderr", "stdin", "basicConfig"} == set()


def test_every_file_of_the_package_is_looked_at() -> None:
    root = Path(knowledge.__path__[0])
    files = {path.relative_to(root) for path in root.rglob("*.py")}
    assert {source_of(module).relative_to(root) for module in MODULES} == files
