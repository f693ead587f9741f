"""A folder of articles: regular files inside of it, and nothing else."""

import os
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from tests.corpus import Corpus, read_corpus

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links, FIFOs and permissions as POSIX has them")


def write(path: Path, title: str = "", body: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title or path.name}\n\n{body or f'The body of {path}.'}\n", encoding="utf-8")
    return path


def paths(corpus: Corpus) -> list[str]:
    return [article.path for article in corpus.articles]


def test_a_folder_is_read_with_its_subfolders_in_the_order_of_the_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "B.txt", "ä.txt"):
        write(tmp_path / name)
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "ä.txt"]
    assert corpus.problems == ()


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "a/.DS_Store", "a/b.txt"):
        write(tmp_path / name)
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a/b.txt"]
    assert corpus.problems == ()


def test_a_hidden_folder_can_be_the_source_itself(tmp_path: Path) -> None:
    write(tmp_path / ".articles" / "a.txt")
    assert paths(read_corpus(tmp_path / ".articles")) == ["a.txt"]


def test_files_that_are_refused_are_reported_and_the_others_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.pdf")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.txt").write_bytes("Title\n\nCafé".encode("cp1252"))
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.txt"]
    assert [(problem.path, problem.line) for problem in corpus.problems] == [
        ("b.pdf", None),
        ("c.txt", None),
        ("d.txt", 3),
    ]


def test_links_are_reported_and_never_followed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    outside = write(tmp_path / "outside" / "secret.txt")
    write(folder / "a.txt")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "file.txt").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "up").symlink_to("..")
    (folder / "dangling.txt").symlink_to("nothing.txt")
    corpus = read_corpus(folder)
    assert paths(corpus) == ["a.txt"]
    assert [problem.path for problem in corpus.problems] == sorted(
        ["passwd.txt", "zero.txt", "file.txt", "folder", "loop.txt", "up", "dangling.txt"]
    )
    assert all("link" in problem.reason for problem in corpus.problems)


def test_a_fifo_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.txt"]
    assert [problem.path for problem in corpus.problems] == ["b.txt"]


@pytest.mark.parametrize("swapped", ["link", "fifo"])
def test_what_takes_a_files_place_after_the_listing_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: str
) -> None:
    write(tmp_path / "a.txt")
    victim = write(tmp_path / "b.txt")
    opened = os.open

    def swap_then_open(path: Path, flags: int) -> int:
        if path == victim:
            victim.unlink()
            if swapped == "link":
                victim.symlink_to("/etc/passwd")
            else:
                os.mkfifo(victim)
        return opened(path, flags)

    monkeypatch.setattr(os, "open", swap_then_open)
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.txt"]
    assert [problem.path for problem in corpus.problems] == ["b.txt"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission_are_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt").chmod(0)
    write(tmp_path / "c" / "d.txt").parent.chmod(0)
    try:
        corpus = read_corpus(tmp_path)
    finally:
        (tmp_path / "c").chmod(0o700)
    assert paths(corpus) == ["a.txt"]
    assert [problem.path for problem in corpus.problems] == ["b.txt", "c"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_name_that_is_not_utf_8_is_reported_as_text_that_can_be_sent(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "a.txt")
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        if kind == "file":
            with open(path, "wb") as file:  # noqa: PTH123 - a pathlib path cannot be bytes
                file.write(b"Title\n\nBody.")
        else:
            os.mkdir(path)  # noqa: PTH102
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.txt"]
    (problem,) = corpus.problems
    str(problem).encode()
    assert "UTF-8" in problem.reason


@pytest.mark.parametrize(
    "name", ["missing", "a.txt/b", "nul\0", "n" * 300, "loop", "fifo", "caf\udce9"], ids=ascii
)
def test_a_source_that_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(SourceError) as error:
        read_corpus(tmp_path / name)
    sentence = str(error.value)
    sentence.encode()
    assert "\n" not in sentence
    assert "\0" not in sentence
    assert "Errno" not in sentence


def test_one_file_can_be_the_source(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    counted: list[tuple[int, int]] = []
    assert paths(read_corpus(tmp_path / "a.txt", lambda *count: counted.append(count))) == ["a.txt"]
    assert counted == [(1, 1)]


def test_a_link_given_as_the_source_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "articles" / "a.txt")
    (tmp_path / "link").symlink_to("articles")
    assert paths(read_corpus(tmp_path / "link")) == ["a.txt"]


def test_an_empty_folder_is_an_empty_corpus(tmp_path: Path) -> None:
    assert read_corpus(tmp_path) == Corpus((), ())


def test_of_articles_with_one_id_the_first_is_kept_and_the_other_reported(tmp_path: Path) -> None:
    for name in ("a.md", "b/c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\nid: same\ntitle: {name}\n---\nThe body of {name}.", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.md"]
    (problem,) = corpus.problems
    assert problem.path == "b/c.md"
    assert "a.md" in problem.reason
    assert "same" in problem.reason


def test_of_articles_with_one_content_the_first_is_kept_and_the_other_reported(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Title", "One body.")
    write(tmp_path / "b.txt", "Title", "One body.")
    write(tmp_path / "c.txt", "Title", "Another body.")
    corpus = read_corpus(tmp_path)
    assert paths(corpus) == ["a.txt", "c.txt"]
    (problem,) = corpus.problems
    assert problem.path == "b.txt"
    assert "a.txt" in problem.reason


def test_progress_counts_every_file_to_be_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c.txt"):
        write(tmp_path / name)
    (tmp_path / "empty.txt").touch()
    counted: list[tuple[int, int]] = []
    read_corpus(tmp_path, lambda *count: counted.append(count))
    assert counted == [(1, 3), (2, 3), (3, 3)]
