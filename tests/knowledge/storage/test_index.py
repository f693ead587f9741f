"""The index on disk: what is kept is opened as it was, and whatever is wrong with it counts as nothing."""

import errno
import gc
import json
import os
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import knowledge
from knowledge.answering.answer import answer
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions
from knowledge.library.library import Library
from knowledge.reading.document import LARGEST_ARTICLE_FILE, read_here
from knowledge.storage.array_files import digest_of
from knowledge.storage.index import Index
from knowledge.storage.locks import claimed
from knowledge.storage.version import analysis_version, made_by_this_version
from tests.conftest import ARTICLES, write_articles
from tests.corpus import build_snapshot, read_corpus

COST = "How many crowns is the bridge expected to cost?"


@pytest.fixture
def snapshot(articles: Path) -> Snapshot:
    return build_snapshot(read_corpus(articles))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


def generation(index: Index) -> Path:
    """The folder of the generation that counts."""
    pointer = json.loads((index.folder / "CURRENT").read_text())
    return index.folder / str(pointer["generation"])


def generations_of(index: Index) -> list[str]:
    return sorted(path.name for path in index.folder.iterdir() if path.is_dir())


def test_what_was_kept_is_opened_as_it_was(index: Index, snapshot: Snapshot) -> None:
    assert index.open() is None
    assert index.trouble is None
    for again in (index.keep(snapshot), Index(index.folder).open()):
        assert again is not None
        assert again is not snapshot
        assert again.articles == snapshot.articles
        assert again.passages == snapshot.passages
        assert (again.problems, again.languages, again.built_at) == (
            snapshot.problems,
            snapshot.languages,
            snapshot.built_at,
        )
        assert answer(COST, again) == answer(COST, snapshot)
        assert again.positions.get(snapshot.passages[3].key) == 3
        assert again.article_positions.get(snapshot.articles[1].key) == 1
        assert not any(array.flags.writeable for array in again.arrays.values())


def test_keeping_again_replaces_the_generation_and_deletes_the_old_one(
    index: Index, snapshot: Snapshot
) -> None:
    index.keep(snapshot)
    index.keep(snapshot)
    index.tidy()
    assert generations_of(index) == ["g00000002"]


def test_a_generation_that_is_read_is_not_deleted_until_its_reader_is_done(
    index: Index, snapshot: Snapshot
) -> None:
    reader = Index(index.folder)
    reader.keep(snapshot)
    read = reader.open()
    assert read is not None
    index.keep(snapshot)
    assert generations_of(index) == ["g00000001", "g00000002"]
    assert answer(COST, read) == answer(COST, snapshot)
    del read
    index.tidy()
    assert generations_of(index) == ["g00000002"]


def test_what_a_reload_has_told_does_not_keep_its_generation(
    index: Index, articles: Path, tmp_path: Path
) -> None:
    library = Library(articles, Additions(tmp_path / "added"), index=index)
    library.open()
    (articles / "new.txt").write_text("New\n\nA ferry between Oslo and Kiel was launched.")
    assert len(library.reload().added) == 1
    library.add("other.txt", b"Other\n\nA tunnel below the fjord was opened.")
    assert generations_of(index) == ["g00000003"]


def test_what_is_mapped_stays_readable_when_its_files_are_deleted(index: Index, snapshot: Snapshot) -> None:
    read = index.keep(snapshot)
    for path in generation(index).iterdir():
        path.unlink()
    assert answer(COST, read) == answer(COST, snapshot)
    assert read.articles == snapshot.articles


def spoil(index: Index, how: str) -> None:
    folder = generation(index)
    manifest, terms = folder / "manifest.json", folder / "terms.values.npy"
    content = manifest.read_bytes()
    if how == "a byte of the manifest":
        manifest.write_bytes(content.replace(b'"passages": 8', b'"passages": 9'))
    elif how == "a cut manifest":
        manifest.write_bytes(content[:-20])
    elif how == "a cut file":
        terms.write_bytes(terms.read_bytes()[:-4])
    elif how == "a missing file":
        terms.unlink()
    elif how == "a missing folder":
        folder.rename(folder.parent / "elsewhere")
    elif how == "a cut pointer":
        (index.folder / "CURRENT").write_bytes(b'{"generation": "g0')
    elif how == "a pointer to somewhere else":
        (index.folder / "CURRENT").write_text('{"generation": "../../etc", "manifest": ""}')
    elif how == "a pointer that is a list":
        (index.folder / "CURRENT").write_text("[]")
    else:
        raise ValueError(how)


@pytest.mark.parametrize(
    "how",
    [
        "a byte of the manifest",
        "a cut manifest",
        "a cut file",
        "a missing file",
        "a missing folder",
        "a cut pointer",
        "a pointer to somewhere else",
        "a pointer that is a list",
    ],
)
def test_a_damaged_index_is_not_trusted_but_built_again(index: Index, articles: Path, how: str) -> None:
    Library(articles, index=index).open()
    spoil(index, how)
    library = Library(articles, index=Index(index.folder))
    assert len(library.open().articles) == 3
    (notice,) = library.notices
    assert "is built again" in notice
    again = Library(articles, index=Index(index.folder))
    again.open()
    assert again.notices == ()


class Planted:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.mkdir, ("planted",)


def test_a_planted_pickle_is_refused_and_not_run(index: Index, snapshot: Snapshot, tmp_path: Path) -> None:
    index.keep(snapshot)
    folder = generation(index)
    path = folder / "terms.values.npy"
    np.save(path, np.array([Planted()], dtype=object), allow_pickle=True)
    planted = [path.read_bytes(), pickle.dumps(Planted())]
    for content in planted:
        path.write_bytes(content)
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"]["terms.values"] |= {"size": len(content), "type": "|O", "shape": [1]}
        written = json.dumps(manifest).encode()
        (folder / "manifest.json").write_bytes(written)
        pointer = {"generation": folder.name, "manifest": digest_of(written)}
        (index.folder / "CURRENT").write_text(json.dumps(pointer))
        assert index.open() is None
        assert "built again" in str(index.trouble)
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"analysis": "another"}, {"parameters": {"k1": 0.9, "b": 0.6}}]
)
def test_an_index_that_was_made_otherwise_is_not_trusted(
    index: Index, snapshot: Snapshot, change: dict[str, Any]
) -> None:
    index.keep(snapshot)
    other = Index(index.folder, made_by=made_by_this_version()._replace(**change))
    assert other.open() is None
    assert "built again" in str(other.trouble)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the program's own package."""
    return shutil.copytree(Path(knowledge.__path__[0]), tmp_path / "knowledge")


@pytest.mark.parametrize(
    "changed",
    [
        "language/terms.py",
        "reading/records.py",
        "ranking/okapi.py",
        "index/passages.py",
        "articles.py",
        "meaning/words/en.kin",
    ],
)
def test_a_change_in_what_analyses_changes_the_version(package: Path, changed: str) -> None:
    before = analysis_version(package)
    assert before == made_by_this_version().analysis
    with (package / changed).open("a") as file:
        file.write("# a comment\n")
    assert analysis_version(package) != before


@pytest.mark.parametrize("changed", ["answering/answer.py", "evaluation/measures.py", "library/library.py"])
def test_a_comment_in_what_only_reads_the_index_changes_nothing(package: Path, changed: str) -> None:
    before = analysis_version(package)
    with (package / changed).open("a") as file:
        file.write("# a comment\n")
    assert analysis_version(package) == before


def test_a_new_module_of_a_room_that_analyses_counts(package: Path) -> None:
    before = analysis_version(package)
    (package / "language" / "new.py").write_text("")
    assert analysis_version(package) != before


def test_a_flipped_byte_among_the_arrays_is_found_by_a_full_check(index: Index, snapshot: Snapshot) -> None:
    index.keep(snapshot)
    assert index.damage() == []
    path = generation(index) / "bodies.values.npy"
    content = bytearray(path.read_bytes())
    content[-10] ^= 1
    path.write_bytes(content)
    assert [str(path) in found for found in index.damage()] == [True]
    index.discard()
    assert index.open() is None


def test_a_changed_byte_that_shows_on_opening_is_no_traceback(index: Index, articles: Path) -> None:
    (articles / "broken.json").write_text("{")
    Library(articles, index=index).open()
    path = generation(index) / "problems.values.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert index.open() is None
    assert "built again" in str(index.trouble)


def test_the_second_opening_builds_nothing(index: Index, articles: Path) -> None:
    first = Library(articles, index=index, unsettled=0).open()
    second = Library(articles, index=Index(index.folder), unsettled=0).open()
    assert second.built_at == first.built_at
    assert generations_of(index) == ["g00000001"]


def test_a_library_whose_index_cannot_be_written_answers_from_memory_and_says_so(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    library = Library(articles, index=Index(tmp_path / "file" / "index"))
    assert answer(COST, library.open())
    assert ["cannot be" in notice for notice in library.notices][-1]
    write_articles(articles, [{**ARTICLES[0], "id": "new", "title": "New", "body": "Something else."}])
    assert len(library.reload().added) == 1


def test_while_another_process_writes_the_index_this_one_answers_from_memory(
    index: Index, articles: Path
) -> None:
    index = Index(index.folder, patience=0.1)
    index.folder.mkdir()
    with claimed(index.folder / "writer.lock"):
        library = Library(articles, index=index)
        assert len(library.open().articles) == 3
    assert "another process" in library.notices[0]
    assert generations_of(index) == []


def test_two_processes_share_an_index(index: Index, articles: Path, tmp_path: Path) -> None:
    """One builds while the other, which has opened it, goes on with what it has."""
    library = Library(articles, index=index)
    before = library.open()
    said = answer(COST, before)
    write_articles(articles, [{**ARTICLES[1], "body": str(ARTICLES[1]["body"]).replace("88", "99")}])
    code = (
        "import sys; from pathlib import Path; from knowledge.library.library import Library; "
        "from knowledge.storage.index import Index; from knowledge.answering.answer import answer; "
        "library = Library(Path(sys.argv[1]), index=Index(Path(sys.argv[2]))); "
        f"print(answer({COST!r}, library.open()).citations[0].text, library.notices)"
    )
    root = Path(knowledge.__path__[0]).parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(articles), str(index.folder)],
        capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root)},
    )  # fmt: skip
    assert "99 million" in done.stdout
    assert done.stdout.endswith("()\n")
    assert answer(COST, before) == said
    assert len(generations_of(index)) == 2
    assert [article.id for article in library.reload().changed] == ["bridge"]


def test_a_writer_waits_for_another_one_to_end(index: Index, snapshot: Snapshot) -> None:
    index.folder.mkdir()
    lock = claimed(index.folder / "writer.lock")
    lock.__enter__()
    threading.Timer(0.2, lock.__exit__, (None, None, None)).start()
    index.keep(snapshot)
    assert index.trouble is None
    assert generations_of(index) == ["g00000001"]


def array_names(index: Index) -> list[str]:
    return sorted(path.name for path in generation(index).glob("*.npy"))


def test_nothing_is_taken_over_from_an_index_that_is_damaged(tmp_path: Path) -> None:
    """Whatever byte has changed: what is built on it would look as whole as what it was built from."""
    articles = write_articles(tmp_path / "articles")
    index = Index(tmp_path / "index")
    Library(articles, index=index).open()
    sound = {path.name: path.read_bytes() for path in generation(index).iterdir()}
    write_articles(articles, [{**ARTICLES[1], "id": "new", "title": "New", "body": "Something else is new."}])
    whole = Library(articles).open()
    for name in array_names(index):
        folder = tmp_path / name
        shutil.copytree(index.folder, folder)
        path = generation(Index(folder)) / name
        path.write_bytes(sound[name][:-1] + bytes([sound[name][-1] ^ 1]))
        opened = Library(articles, index=Index(folder), read_files=read_here).open()
        for what, array in whole.arrays.items():
            if not what.startswith("files."):  # the stamps of the moment
                assert np.array_equal(opened.arrays[what], array), (name, what)
        assert Index(folder).damage() == []


def test_a_bot_that_serves_does_not_start_on_a_damaged_index(index: Index, articles: Path) -> None:
    said = answer(COST, Library(articles, index=index).open())
    path = generation(index) / "bodies.values.npy"
    path.write_bytes(path.read_bytes()[:-40] + b"\xff" * 40)
    library = Library(articles, index=index, rebuild_elsewhere=lambda state, progress, may_lose: False)
    assert answer(COST, library.open()) == said
    assert "damaged" in library.notices[0]
    assert index.damage() == []


def test_what_nobody_reads_is_deleted_before_a_new_generation_needs_its_room(
    index: Index, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Library(articles, index=index).open()
    write_articles(articles, [{**ARTICLES[0], "id": "new", "title": "New", "body": "Something else."}])
    Library(articles, index=index).open()
    assert generations_of(index) == ["g00000001", "g00000002"]
    del held
    gc.collect()
    seen: list[list[str]] = []
    really_open = os.open

    def opening(path: Any, flags: int, *rest: Any, **how: Any) -> int:
        if str(path).endswith(".npy") and flags & os.O_CREAT:
            seen.append(generations_of(index))
            full()
        return really_open(path, flags, *rest, **how)

    monkeypatch.setattr(os, "open", opening)
    write_articles(
        articles, [{**ARTICLES[0], "id": "newer", "title": "Newer", "body": "Something else again."}]
    )
    library = Library(articles, index=Index(index.folder))
    assert len(library.open().articles) == 5
    assert "No space left" in library.notices[0]
    assert [name for name in seen[0] if name.startswith("g")] == ["g00000002"]
    assert generations_of(index) == ["g00000002"]


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_generation_that_could_not_be_pointed_at_does_not_stay(index: Index, articles: Path) -> None:
    (index.folder / "CURRENT").mkdir(parents=True)
    for _ in range(2):
        library = Library(articles, index=Index(index.folder))
        assert len(library.open().articles) == 3
        assert "cannot be written" in library.notices[-1]
    assert generations_of(index) == ["CURRENT"]


def test_an_index_among_the_articles_is_none_of_them(articles: Path) -> None:
    index = Index(articles / "data" / "index" / "one")
    Library(articles, Additions(articles / "data" / "articles"), index=index).open()
    library = Library(articles, index=Index(index.folder))
    assert len(library.open().articles) == 3
    assert library.current.problems == ()


def test_a_refused_file_is_not_read_again_at_every_start(index: Index, articles: Path) -> None:
    (articles / "large.txt").write_bytes(b"a" * (LARGEST_ARTICLE_FILE + 1))
    first = Library(articles, index=index, unsettled=0).open()
    assert len(first.problems) == 1
    assert first.survey
    second = Library(articles, index=Index(index.folder), unsettled=0).open()
    assert second.problems == first.problems
    assert generations_of(index) == ["g00000001"]
