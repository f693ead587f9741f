"""A folder on a system that fails, changes under the reader, or holds what is too large."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.articles import Problem
from knowledge.errors import SourceError
from knowledge.reading.document import LARGEST_RECORDS_FILE, read_document
from tests.corpus import read_corpus

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sockets and sparse files as POSIX has them")


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Title of {name}\n\nThe text of {name}.", encoding="utf-8")


def only_problem(root: Path) -> Problem:
    """The problem of a folder that also holds one good article, which is read."""
    write(root, "good.txt")
    corpus = read_corpus(root)
    assert [article.path for article in corpus.articles] == ["good.txt"]
    [problem] = corpus.problems
    return problem


def test_a_file_that_vanishes_while_reading_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "z.txt")
    corpus = read_corpus(tmp_path, lambda done, _: (tmp_path / "z.txt").unlink() if done == 1 else None)
    assert [article.path for article in corpus.articles] == ["a.txt"]
    assert corpus.problems == (Problem("z.txt", None, "cannot be read: no such file or directory"),)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")]
)
def test_an_error_of_the_system_is_a_problem_of_its_file_or_of_a_single_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    write(tmp_path, "broken.txt")
    really_open = os.open

    def failing(path: Path, flags: int) -> int:
        if path.name == "broken.txt":
            raise error
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", failing)
    reason = f"cannot be read: {(error.strerror or '').lower()}"
    assert only_problem(tmp_path) == Problem("broken.txt", None, reason)
    with pytest.raises(SourceError, match=reason):
        read_corpus(tmp_path / "broken.txt")


def test_a_subfolder_that_cannot_be_listed_is_a_problem_and_a_source_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "closed/a.txt")
    really_list = os.scandir

    def failing(path: Path) -> "os._ScandirIterator[str]":
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return really_list(path)

    monkeypatch.setattr(os, "scandir", failing)
    assert only_problem(tmp_path) == Problem("closed", None, "cannot be opened: permission denied")
    with pytest.raises(SourceError, match="closed cannot be opened: permission denied"):
        read_corpus(tmp_path / "closed")


def test_a_socket_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert "is not a regular file" in only_problem(tmp_path).reason


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.jsonl").open("wb") as huge:
        huge.truncate(LARGEST_RECORDS_FILE + 1)  # sparse: takes no space
    assert "at most 536,870,912 (512 MiB) are read" in only_problem(tmp_path).reason


def test_a_deep_folder_is_read(tmp_path: Path) -> None:
    deep = "/".join(["d"] * 200)
    write(tmp_path, f"{deep}/a.txt")
    [article] = read_corpus(tmp_path).articles
    assert article.path == f"{deep}/a.txt"


def test_problems_are_sorted_by_file_and_line_and_duplicates_name_the_line_kept(tmp_path: Path) -> None:
    good = '{"id": "a", "title": "T", "body": "Text."}'
    (tmp_path / "b.jsonl").write_text(f"{good}\n{good}\nnonsense\n{good}\n", encoding="utf-8")
    write(tmp_path, "a.pdf", "c.pdf")
    problems = read_corpus(tmp_path).problems
    assert [(problem.path, problem.line) for problem in problems] == [
        ("a.pdf", None),
        ("b.jsonl", 2),
        ("b.jsonl", 3),
        ("b.jsonl", 4),
        ("c.pdf", None),
    ]
    assert problems[1].reason == "is a duplicate of b.jsonl, line 1: the first one is kept"


def test_the_articles_that_are_shipped_are_read_without_a_problem() -> None:
    corpus = read_corpus(Path(__file__).parents[3] / "knowledge" / "bundled")
    assert corpus.articles
    assert corpus.problems == ()


def test_page_furniture_stays_in_the_body() -> None:
    [article], _ = read_document("a.txt", b"Title\n\nText.\n\nRelated Articles\n\nBack to top button")
    assert article.body == "Text.\n\nRelated Articles\n\nBack to top button"


def test_importing_it_loads_no_heavy_library_and_nothing_of_telegram() -> None:
    code = "import sys, knowledge; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {"trafilatura", "lxml", "markdown_it", "yaml", "py3langid", "numba"}
    foreign = {"telegram", "bot", "pydantic_settings", "asyncio"}
    assert not (heavy | foreign) & set(loaded)
