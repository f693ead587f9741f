"""Holding the current snapshot and swapping it: every change is whole, and what fails changes nothing."""

import errno
import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from knowledge.answering.answer import answer
from knowledge.answers import Answer
from knowledge.articles import Article
from knowledge.errors import (
    AdditionsError,
    EmptyCorpus,
    KnowledgeError,
    NothingToUndo,
    ReloadRunning,
    SourceError,
)
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import KEPT_STATES, Additions, State
from knowledge.library.building import Progress
from knowledge.library.changes import Change, Counts, Removed
from knowledge.library.library import Library
from knowledge.ranking.port import Ranked, Ranker
from knowledge.storage.index import Index
from tests.conftest import ARTICLES, write_articles

CLOSED = "Why was the harbour of Port Lanning closed?"
CALM: dict[str, Any] = {
    "id": "harbour",
    "title": "Calm reopens the harbour of Port Lanning",
    "language": "en",
    "body": (
        "Calm weather reopened the harbour of Port Lanning on Thursday, and the harbour was closed for only two days "
        "in the end. All forty ships have left the coast for the open sea by now."
    ),
}
FERRY: dict[str, Any] = {
    "id": "ferry",
    "title": "The last ferry to Gull Island",
    "language": "en",
    "body": (
        "The last ferry to Gull Island leaves the northern mole in October, the shipping company said on Monday. "
        "From then on, the islanders will use the tunnel."
    ),
}


def encoded(*articles: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(article) for article in articles).encode()


def ids(articles: Sequence[Article] | Sequence[Removed]) -> list[str]:
    return [article.id for article in articles]


def changed(change: Change) -> tuple[list[str], list[str], list[str]]:
    return ids(change.added), ids(change.changed), ids(change.removed)


def quoted(snapshot: Snapshot, question: str = CLOSED) -> str:
    result = answer(question, snapshot)
    assert isinstance(result, Answer)
    return result.citations[0].text


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of added articles that the ``library`` fixture uses."""
    return tmp_path / "data" / "articles"


def test_a_library_with_a_compiled_search_answers_the_same(articles: Path, tmp_path: Path) -> None:
    """With the extra the search is compiled, and without it nothing is different."""
    plain = Library(articles).open()
    library = Library(articles, index=Index(tmp_path / "index"), compile_search=True)
    for snapshot in (library.open(), library.current):
        assert answer(CLOSED, snapshot) == answer(CLOSED, plain)
    assert is_compiled(library.current) is (find_spec("numba") is not None)
    write_articles(articles, [CALM])
    library.reload()
    assert quoted(library.current).startswith("Calm weather")
    assert is_compiled(library.current) is (find_spec("numba") is not None)


def is_compiled(snapshot: Snapshot) -> bool:
    return type(snapshot.ranker).__name__ == "CompiledRanker"


def restarted(articles: Path, data: Path) -> Library:
    library = Library(articles, Additions(data))
    library.open()
    return library


class Interrupted(Library):
    """A library in whose middle something happens: while it builds, or while its engine ranks."""

    while_building: Callable[[], object] = staticmethod(lambda: None)
    while_ranking: Callable[[], object] = staticmethod(lambda: None)

    def _build(self, state: State, progress: Progress | None, confirmed: str = "") -> Snapshot:
        self.while_building()
        snapshot = super()._build(state, progress, confirmed)
        return replace(snapshot, ranker=InterruptedRanker(self, snapshot.ranker))


class InterruptedRanker:
    def __init__(self, library: Interrupted, ranker: Ranker) -> None:
        self._library = library
        self._ranker = ranker
        self.having, self.arrays = ranker.having, ranker.arrays

    def rank(self, terms: Sequence[str], limit: int) -> list[Ranked]:
        self._library.while_ranking()
        return self._ranker.rank(terms, limit)


# Opening


def test_a_library_that_was_not_opened_has_nothing_to_answer_from(articles: Path) -> None:
    library = Library(articles)
    with pytest.raises(EmptyCorpus, match="has not been opened"):
        _ = library.current
    assert library.last_reload is None


def test_opening_gives_the_snapshot_that_is_current_from_then_on(articles: Path) -> None:
    library = Library(articles)
    assert library.open() is library.current
    assert ids(library.current.articles) == ["bridge", "harbour", "puente"]
    assert library.last_reload is None


def test_opening_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EmptyCorpus, match=r"No article was found: add \.txt"):
        Library(write_articles(tmp_path / "empty", [])).open()


def test_opening_a_folder_that_does_not_exist_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere"):
        Library(tmp_path / "nowhere").open()


def test_opening_with_a_damaged_list_of_additions_says_what_to_do(articles: Path, data: Path) -> None:
    data.mkdir(parents=True)
    (data / "additions.json").write_text("{")
    with pytest.raises(AdditionsError, match="move the folder"):
        Library(articles, Additions(data)).open()


def test_a_first_article_can_be_added_to_a_base_that_could_not_be_opened(tmp_path: Path, data: Path) -> None:
    library = Library(write_articles(tmp_path / "empty", []), Additions(data))
    with pytest.raises(EmptyCorpus):
        library.open()
    assert ids(library.preview("ferry.json", encoded(FERRY)).articles) == ["ferry"]
    assert changed(library.add("ferry.json", encoded(FERRY))) == (["ferry"], [], [])
    assert ids(library.current.articles) == ["ferry"]


def test_progress_counts_files_and_then_articles_up_to_their_totals(articles: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    Library(articles).open(lambda *step: seen.append(step))
    assert seen == [
        *[("reading", done, 3) for done in (1, 2, 3)],
        *[("indexing", done, 3) for done in (1, 2, 3)],
    ]


# Reloading


def test_reloading_tells_what_was_added_changed_and_removed(library: Library, articles: Path) -> None:
    write_articles(articles, [FERRY, CALM])
    (articles / "puente.json").unlink()
    (articles / "broken.json").write_text("{")
    change = library.reload()
    assert changed(change) == (["ferry"], ["harbour"], ["puente"])
    assert [problem.path for problem in change.problems] == ["broken.json"]
    assert change.seconds > 0
    assert quoted(library.current).startswith("Calm weather")
    assert library.last_reload is not None
    assert library.last_reload.outcome == change.counts == Counts(added=1, changed=1, removed=1, refused=1)


def test_reloading_what_has_not_changed_changes_nothing(library: Library) -> None:
    assert changed(library.reload()) == ([], [], [])


@pytest.mark.parametrize("broken", ["empty", "gone", "refused"])
def test_a_reload_that_finds_nothing_keeps_the_old_snapshot_and_tells_why(
    library: Library, articles: Path, broken: str
) -> None:
    before = library.current
    for path in articles.iterdir():
        path.write_text("{") if broken == "refused" else path.unlink()
    if broken == "gone":
        articles.rmdir()
    with pytest.raises(KnowledgeError) as failed:
        library.reload()
    assert library.current is before
    assert quoted(library.current).startswith("A storm closed the harbour")
    assert library.last_reload is not None
    assert library.last_reload.outcome == str(failed.value) != ""


def test_the_reload_after_a_failed_one_works_again(library: Library, articles: Path) -> None:
    (articles / "harbour.json").rename(articles.parent / "harbour.json")
    library.reload()
    for path in list(articles.iterdir()):
        path.unlink()
    with pytest.raises(EmptyCorpus):
        library.reload()
    (articles.parent / "harbour.json").rename(articles / "harbour.json")
    assert changed(library.reload()) == (["harbour"], [], ["bridge", "puente"])


def test_a_reload_that_breaks_off_in_an_unforeseen_way_keeps_the_old_snapshot_too(articles: Path) -> None:
    library = Interrupted(articles)
    before = library.open()
    library.while_building = lambda: [][0]
    write_articles(articles, [FERRY])
    with pytest.raises(IndexError):
        library.reload()
    assert library.current is before
    assert library.last_reload is not None
    assert library.last_reload.outcome == "The reload failed: IndexError"
    library.while_building = lambda: None
    library.reload()


def test_a_question_in_the_middle_of_which_articles_are_swapped_keeps_the_old_words(articles: Path) -> None:
    library = Interrupted(articles)
    library.open()

    def swap() -> None:
        library.while_ranking = lambda: None
        write_articles(articles, [CALM, FERRY])
        (articles / "bridge.json").unlink()
        library.reload()

    library.while_ranking = swap
    taken = library.current
    result = answer(CLOSED, taken)
    assert library.current is not taken
    assert isinstance(result, Answer)
    assert all(citation.article in taken.articles for citation in result.citations)
    assert result.citations[0].text.startswith("A storm closed the harbour")
    assert quoted(taken).startswith("A storm closed the harbour")
    assert quoted(library.current).startswith("Calm weather")


def test_while_a_snapshot_is_built_the_old_one_answers(articles: Path) -> None:
    library = Interrupted(articles)
    before = library.open()
    seen: list[tuple[Snapshot, str]] = []
    library.while_building = lambda: seen.append((library.current, quoted(library.current)))
    write_articles(articles, [CALM])
    library.reload()
    ((current, words),) = seen
    assert current is before
    assert words.startswith("A storm closed the harbour")


@pytest.mark.parametrize(
    "second",
    [
        Library.reload,
        Library.open,
        lambda library: library.add("ferry.json", encoded(FERRY)),
        lambda library: library.remove("bridge"),
        Library.undo,
    ],
)
def test_while_a_snapshot_is_built_no_other_change_begins(
    articles: Path, data: Path, second: Callable[[Library], object]
) -> None:
    library = Interrupted(articles, Additions(data))
    library.open()
    refused: list[str] = []

    def interrupt() -> None:
        with pytest.raises(ReloadRunning, match="running already") as running:
            second(library)
        refused.append(str(running.value))

    library.while_building = interrupt
    write_articles(articles, [CALM])
    library.reload()
    assert len(refused) == 1
    assert not data.exists()


def test_a_reload_in_another_thread_holds_up_neither_answers_nor_says_that_it_failed(articles: Path) -> None:
    library = Interrupted(articles)
    before = library.open()
    building, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        building.set()
        assert go_on.wait(10)

    library.while_building = wait
    write_articles(articles, [CALM])
    thread = threading.Thread(target=library.reload)
    thread.start()
    try:
        assert building.wait(10)
        with pytest.raises(ReloadRunning):
            library.reload()
        assert library.current is before
        assert quoted(library.current).startswith("A storm closed the harbour")
        assert library.last_reload is None
    finally:
        go_on.set()
        thread.join(10)
    assert quoted(library.current).startswith("Calm weather")


# Adding


def test_an_added_article_answers_at_once_and_after_a_restart(
    library: Library, articles: Path, data: Path
) -> None:
    change = library.add("ferry.json", encoded(FERRY), by=7)
    assert changed(change) == (["ferry"], [], [])
    for each in (library, restarted(articles, data)):
        assert quoted(each.current, "When does the last ferry to Gull Island leave?").startswith(
            "The last ferry"
        )
    (state,) = Additions(data).states()[1:]
    assert (state.change, state.by) == ("added ferry.json", 7)
    assert state.at.endswith("+00:00")


def test_an_added_article_takes_the_place_of_one_of_the_same_id(
    library: Library, articles: Path, data: Path
) -> None:
    change = library.add("calm.json", encoded(CALM))
    assert changed(change) == ([], ["harbour"], [])
    for each in (library, restarted(articles, data)):
        assert ids(each.current.articles) == ["bridge", "harbour", "puente"]
        assert quoted(each.current).startswith("Calm weather")
    assert json.loads((articles / "harbour.json").read_text())["title"].startswith("Storm")


def test_a_document_of_the_same_name_takes_the_place_of_the_one_added_before(
    library: Library, data: Path
) -> None:
    library.add("news.jsonl", encoded(FERRY, CALM))
    other = {**FERRY, "title": "A ferry after all", "body": f"{FERRY['body']} The tunnel is late."}
    assert changed(library.add("news.jsonl", encoded(other))) == ([], ["harbour", "ferry"], [])
    assert quoted(library.current).startswith("A storm closed the harbour")
    assert [file.name for file in Additions(data).current().files] == ["news.jsonl"]


def test_previewing_tells_what_adding_would_do_and_does_nothing(library: Library, data: Path) -> None:
    before = library.current
    preview = library.preview("news.jsonl", encoded(FERRY, CALM) + b"\n{")
    assert ids(preview.articles) == ["ferry", "harbour"]
    assert [article.title for article in preview.replaced] == [ARTICLES[0]["title"]]
    assert [(problem.path, problem.line) for problem in preview.problems] == [("news.jsonl", 3)]
    assert library.current is before
    assert not data.exists()


@pytest.mark.parametrize(
    ("name", "data_sent"), [("x.json", b"{"), ("x.exe", b"MZ"), ("x.txt", b""), ("x.jsonl", b"[]\n{")]
)
def test_a_document_without_a_single_article_is_refused_with_the_reason(
    library: Library, data: Path, name: str, data_sent: bytes
) -> None:
    before = library.current
    with pytest.raises(EmptyCorpus, match=f"^{name}"):
        library.add(name, data_sent)
    assert library.current is before
    assert not data.exists()


def test_a_document_that_only_repeats_what_is_there_is_refused_and_not_kept(
    library: Library, data: Path
) -> None:
    before = library.current
    copy = {**ARTICLES[0], "id": "copy"}
    with pytest.raises(KnowledgeError, match=r"copy\.json.*harbour\.json"):
        library.add("copy.json", encoded(copy))
    assert library.current is before
    assert len(Additions(data).states()) == 1


def test_what_is_refused_of_an_added_document_is_reported_and_the_rest_is_taken(library: Library) -> None:
    change = library.add("news.jsonl", encoded(FERRY) + b"\n{")
    assert changed(change) == (["ferry"], [], [])
    assert [(problem.path, problem.line) for problem in change.problems] == [("news.jsonl", 2)]


def test_a_name_that_cannot_be_stored_gives_the_same_ids_after_a_restart(
    library: Library, articles: Path, data: Path
) -> None:
    library.add("\ud83d.txt", b"A title\n\nA text about the tunnel under the sea to Gull Island.")
    assert ids(restarted(articles, data).current.articles) == ids(library.current.articles)


def test_a_library_without_a_folder_of_its_own_only_reads(articles: Path) -> None:
    library = Library(articles)
    library.open()
    assert not library.accepts_additions
    for change in (
        lambda: library.add("x.json", encoded(FERRY)),
        lambda: library.remove("bridge"),
        library.undo,
    ):
        with pytest.raises(KnowledgeError, match="without a folder"):
            change()


def test_a_library_with_a_folder_of_its_own_accepts_additions(library: Library) -> None:
    assert library.accepts_additions


# Removing


def test_a_removed_article_stays_away_over_reloads_and_restarts(
    library: Library, articles: Path, data: Path
) -> None:
    assert changed(library.remove("bridge", by=7)) == ([], [], ["bridge"])
    library.reload()
    for each in (library, restarted(articles, data)):
        assert ids(each.current.articles) == ["harbour", "puente"]
    assert (articles / "bridge.json").exists()
    assert Additions(data).current().change == "removed City council votes for a new bridge over the Arle"


def test_an_added_article_can_be_removed(library: Library, articles: Path, data: Path) -> None:
    library.add("ferry.json", encoded(FERRY))
    assert changed(library.remove("ferry")) == ([], [], ["ferry"])
    assert "ferry" not in ids(restarted(articles, data).current.articles)


def test_adding_an_article_of_a_removed_id_brings_it_back(
    library: Library, articles: Path, data: Path
) -> None:
    library.remove("harbour")
    assert changed(library.add("calm.json", encoded(CALM))) == (["harbour"], [], [])
    for each in (library, restarted(articles, data)):
        assert quoted(each.current).startswith("Calm weather")


def test_a_removed_article_does_not_make_its_text_a_duplicate_under_a_new_id(library: Library) -> None:
    library.remove("harbour")
    change = library.add("storm.json", encoded({**ARTICLES[0], "id": "storm"}))
    assert changed(change) == (["storm"], [], [])
    assert quoted(library.current).startswith("A storm closed the harbour")


@pytest.mark.parametrize("unknown", ["nowhere", "", "bridge.json"])
def test_removing_an_article_that_is_not_there_is_an_error_and_no_change(
    library: Library, data: Path, unknown: str
) -> None:
    with pytest.raises(KnowledgeError, match=f"There is no article with the id {unknown}"):
        library.remove(unknown)
    assert not data.exists()


def test_an_article_cannot_be_removed_twice(library: Library, data: Path) -> None:
    library.remove("bridge")
    with pytest.raises(KnowledgeError, match="There is no article"):
        library.remove("bridge")
    assert len(Additions(data).states()) == 2


def test_the_last_article_cannot_be_removed(library: Library, data: Path) -> None:
    library.remove("bridge")
    library.remove("puente")
    before = library.current
    with pytest.raises(EmptyCorpus):
        library.remove("harbour")
    assert library.current is before
    assert Additions(data).current().change == "removed El mercado de Lanning reabre sus puertas"


# Undoing


def test_undoing_goes_back_step_by_step_and_says_what_was_undone(library: Library, data: Path) -> None:
    original = library.current.articles
    library.add("ferry.json", encoded(FERRY))
    library.add("calm.json", encoded(CALM))
    library.remove("bridge")
    undone = [library.undo() for _ in range(3)]
    assert [(said, changed(change)) for said, change in undone] == [
        ("removed City council votes for a new bridge over the Arle", (["bridge"], [], [])),
        ("added calm.json", ([], ["harbour"], [])),
        ("added ferry.json", ([], [], ["ferry"])),
    ]
    assert library.current.articles == original
    assert [path.name for path in data.iterdir()] == ["additions.json"]
    with pytest.raises(NothingToUndo):
        library.undo()
    assert library.current.articles == original


def test_undoing_answers_bit_for_bit_as_before(library: Library) -> None:
    before = answer(CLOSED, library.current)
    library.add("calm.json", encoded(CALM))
    assert answer(CLOSED, library.current) != before
    library.undo()
    assert answer(CLOSED, library.current) == before


def test_undoing_works_after_a_restart(library: Library, articles: Path, data: Path) -> None:
    library.add("ferry.json", encoded(FERRY))
    again = restarted(articles, data)
    assert again.undo()[0] == "added ferry.json"
    assert "ferry" not in ids(restarted(articles, data).current.articles)


def test_undoing_what_would_leave_nothing_changes_nothing(tmp_path: Path, data: Path) -> None:
    library = Library(write_articles(tmp_path / "empty", []), Additions(data))
    library.add("ferry.json", encoded(FERRY))
    with pytest.raises(EmptyCorpus):
        library.undo()
    assert ids(library.current.articles) == ["ferry"]
    assert Additions(data).current().change == "added ferry.json"


def test_as_many_changes_as_are_kept_can_be_undone(library: Library) -> None:
    for number in range(KEPT_STATES + 2):
        library.add("ferry.json", encoded({**FERRY, "title": f"Ferry number {number}"}))
    for _ in range(KEPT_STATES - 1):
        library.undo()
    with pytest.raises(NothingToUndo):
        library.undo()
    assert library.current.articles[-1].title == "Ferry number 2"


# Faults of the disk


@pytest.fixture
def with_ferry(library: Library) -> Library:
    library.add("ferry.json", encoded(FERRY))
    library.add("calm.json", encoded(CALM))
    return library


def spoil(data: Path, name: str, how: str) -> None:
    (file,) = [file for file in Additions(data).current().files if file.name == name]
    path = data / f"{file.sha256}.article"
    if how == "gone":
        path.unlink()
    elif how == "changed":
        path.write_bytes(path.read_bytes().replace(b"Calm", b"Evil").replace(b"last", b"next"))
    else:
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("how", ["gone", "changed", "a folder"])
@pytest.mark.parametrize("restart", [True, False])
def test_an_added_file_that_is_damaged_is_reported_and_the_others_answer(
    with_ferry: Library, articles: Path, data: Path, how: str, restart: bool
) -> None:
    spoil(data, "calm.json", how)
    library = with_ferry
    if restart:
        library = restarted(articles, data)
    else:
        assert changed(library.reload()) == ([], ["harbour"], [])
    assert ids(library.current.articles) == ["bridge", "harbour", "puente", "ferry"]
    assert quoted(library.current).startswith("A storm closed the harbour")
    (problem,) = library.current.problems
    assert problem.path == "calm.json"
    assert "calm.json" in problem.reason
    assert problem.reason.endswith("add it again")


def test_adding_a_damaged_file_again_mends_it(with_ferry: Library, articles: Path, data: Path) -> None:
    spoil(data, "calm.json", "changed")
    library = restarted(articles, data)
    assert changed(library.add("calm.json", encoded(CALM))) == ([], ["harbour"], [])
    assert library.current.problems == ()
    assert quoted(restarted(articles, data).current).startswith("Calm weather")


def test_other_changes_go_on_beside_a_damaged_file_and_do_not_forget_it(
    with_ferry: Library, articles: Path, data: Path
) -> None:
    spoil(data, "calm.json", "gone")
    library = restarted(articles, data)
    library.remove("puente")
    assert [file.name for file in Additions(data).current().files] == ["ferry.json", "calm.json"]


@pytest.mark.parametrize(
    "change",
    [
        lambda library: library.add("calm.json", encoded({**CALM, "title": "Calmer"})),
        lambda library: library.remove("bridge"),
        Library.undo,
    ],
)
@pytest.mark.parametrize(("holder", "call"), [(os, "fsync"), (Path, "replace"), (Path, "open")])
def test_a_change_that_cannot_be_saved_is_refused_and_changes_nothing(
    with_ferry: Library,
    articles: Path,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    holder: object,
    call: str,
    change: Callable[[Library], object],
) -> None:
    library, before = with_ferry, with_ferry.current

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(holder, call, full)
        with pytest.raises(AdditionsError, match="No space left"):
            change(library)
    assert library.current is before
    assert restarted(articles, data).current.articles == before.articles
    assert Additions(data).current().change == "added calm.json"
    change(library)


def test_a_preview_names_everything_whose_place_a_document_takes(library: Library) -> None:
    """A document of the same name replaces the whole earlier one, not only the articles that both hold."""
    one, two = CALM | {"id": "one", "title": "One"}, FERRY | {"id": "two"}
    library.add("news.jsonl", encoded(one, two))
    preview = library.preview("news.jsonl", encoded(two | {"title": "The ferry, again"}))
    assert ids(preview.articles) == ["two"]
    assert sorted(ids(preview.replaced)) == ["one", "two"]


def test_a_preview_refuses_what_only_repeats_an_article(library: Library) -> None:
    library.add("ferry.jsonl", encoded(FERRY))
    preview = library.preview("copy.jsonl", encoded(FERRY | {"id": "copy"}))
    assert preview.articles == ()
    assert "ferry" in str(preview.problems[0])


def test_notes_survive_a_restart_and_are_not_counted_as_refused(tmp_path: Path) -> None:
    source, index = tmp_path / "source", Index(tmp_path / "index")
    source.mkdir()
    (source / "a.md").write_text("---\ntitle: T\nurl: /a\n---\nThe text of it.\n", encoding="utf-8")
    (source / "b.md").write_text("---\ntitle: T\nstatus: draft\n---\nA draft.\n", encoding="utf-8")
    before = Library(source, index=index).open().problems
    library = Library(source, index=index)
    assert library.open().problems == before
    assert [(problem.path, problem.noted) for problem in before] == [("a.md", "url"), ("b.md", "draft")]
    (source / "c.json").write_text("{}", encoding="utf-8")
    assert library.reload().counts.refused == 1


def test_the_files_in_an_archive_have_their_names_in_reports_after_a_restart_too(tmp_path: Path) -> None:
    source, index = tmp_path / "source", Index(tmp_path / "index")
    source.mkdir()
    with ZipFile(source / "a.zip", "w") as archive:
        archive.writestr("b.txt", "T\n\nThe same text.")
        archive.writestr("c.txt", "T\n\nThe same text.")
    first = Library(source, index=index).open()
    assert first.articles[0].path == "a.zip/b.txt"
    assert [str(problem) for problem in first.problems] == [
        "a.zip/c.txt: is a duplicate of a.zip/b.txt: the first one is kept"
    ]
    (source / "d.txt").write_text("Another\n\nAnother text.", encoding="utf-8")
    second = Library(source, index=index).open()
    assert second.problems == first.problems
    assert len(second.articles) == 2
