"""Building what has changed gives the same as building everything, to the last bit."""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from knowledge.articles import Problem
from knowledge.errors import EmptyCorpus
from knowledge.index.snapshot import Snapshot
from knowledge.language.terms import analysis
from knowledge.library.additions import Additions, State
from knowledge.library.building import Progress, refreshed
from knowledge.library.sources import survey
from knowledge.reading.document import Read as ReadFile
from knowledge.reading.document import ReadFiles, Request, Unread, read_here, read_records
from knowledge.storage.index import Index
from tests.conftest import ARTICLES, write_articles

WORDS = (
    "harbour bridge storm council tunnel ferry crane mole Lanning Okafor 1987 nine crowns puente río".split()
)


def same(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots are equal to the last bit, but for when they were built."""
    assert one.arrays.keys() == other.arrays.keys()
    for name, array in one.arrays.items():
        assert array.dtype == other.arrays[name].dtype, name
        assert np.array_equal(array, other.arrays[name]), name
    return (one.problems, one.languages, one.survey) == (other.problems, other.languages, other.survey)


UNSETTLED = 20_000_000  # nanoseconds: more than a tick of the file system's clock


def settle() -> None:
    """Let every file grow old enough to be told from its next version."""
    time.sleep(1.5 * UNSETTLED / 1e9)


def built(
    source: Path,
    previous: Snapshot | None = None,
    *,
    analysed: list[int] | None = None,
    progress: Progress | None = None,
    unsettled: int = UNSETTLED,
    read_files: ReadFiles = read_here,
) -> Snapshot:
    """The snapshot of a source; ``analysed`` takes how many articles were analysed for it, if any."""
    settle()

    def counted(stage: str, done: int, total: int) -> None:
        if analysed is not None and stage == "indexing" and done == total:
            analysed.append(total)
        if progress is not None:
            progress(stage, done, total)

    return refreshed(survey(source, None, State(), unsettled), None, previous, counted, read_files=read_files)


OPENED: list[str] = []


def _note_opened(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        OPENED.append(arguments[0])


sys.addaudithook(_note_opened)


class Read:
    """The names of the files of a folder that were opened lately, told by Python itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder.resolve())

    def lately(self) -> list[str]:
        """Those since the last call."""
        names = [path.rpartition("/")[2] for path in OPENED if path.startswith(f"{self._folder}/")]
        OPENED.clear()
        return names


@pytest.fixture
def read(articles: Path) -> Iterator[Read]:
    watched = Read(articles)
    watched.lately()
    yield watched
    OPENED.clear()


def edit(articles: Path, name: str, **fields: object) -> None:
    path = articles / f"{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields), encoding="utf-8")


def test_what_has_not_changed_is_neither_read_nor_built(articles: Path, read: Read) -> None:
    before = built(articles)
    assert read.lately() == ["bridge.json", "harbour.json", "puente.json"]
    assert built(articles, before) is before
    assert read.lately() == []


def test_a_file_that_was_only_touched_is_read_and_nothing_is_analysed(articles: Path, read: Read) -> None:
    before = built(articles)
    read.lately()
    (articles / "bridge.json").touch()
    analysed: list[int] = []
    after = built(articles, before, analysed=analysed)
    assert (read.lately(), analysed) == (["bridge.json"], [])
    assert after is not before  # it has the new stamp …
    assert after.ranker is before.ranker
    assert built(articles, after) is after  # … so that the next time nothing is read
    assert read.lately() == []


def test_only_what_has_changed_is_read_and_analysed(articles: Path, read: Read) -> None:
    before = built(articles)
    edit(articles, "bridge", title="Another title for the bridge")
    read.lately()
    analysed: list[int] = []
    after = built(articles, before, analysed=analysed)
    assert (read.lately(), analysed) == (["bridge.json"], [1])
    assert same(after, built(articles))


def test_of_a_file_with_many_articles_only_those_that_have_changed_are_analysed(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(json.dumps(article) for article in ARTICLES))
    before = built(source)
    source.write_text(
        "\n".join(json.dumps(article) for article in [*ARTICLES[1:], {**ARTICLES[0], "title": "New"}])
    )
    analysed: list[int] = []
    after = built(source, before, analysed=analysed)
    assert analysed == [1]
    assert {article.title for article in after.articles} >= {"New"}
    assert same(after, built(source))


class GivesUp:
    """Reads no file, and counts those that it was asked for."""

    def __init__(self, *, lasting: bool) -> None:
        self._lasting = lasting
        self.asked: list[str] = []

    def __call__(self, requests: Iterable[Request]) -> Iterator[ReadFile | Unread]:
        for request in requests:
            self.asked.append(request.name)
            if request.name == "hostile.html":
                yield Unread(Problem(request.name, None, "takes more than 8 s to read"), self._lasting)
            else:
                yield read_records(*request)


@pytest.mark.parametrize("lasting", [True, False])
def test_a_file_that_was_given_up_is_tried_again_when_that_may_help(articles: Path, lasting: bool) -> None:
    (articles / "hostile.html").write_text("<p>")
    reading = GivesUp(lasting=lasting)
    first = built(articles, read_files=reading)
    assert [str(problem) for problem in first.problems] == ["hostile.html: takes more than 8 s to read"]
    assert len(first.articles) == len(ARTICLES)
    reading.asked.clear()
    again = built(articles, first, read_files=reading)
    assert again.problems == first.problems
    assert reading.asked == ([] if lasting else ["hostile.html"])


def test_files_are_in_their_order_whichever_of_them_must_be_read(articles: Path) -> None:
    first = built(articles)
    edit(articles, "bridge", title="A bridge, perhaps")
    (articles / "a.txt").write_text("First of all\n\nA text that comes before the others.")
    (articles / "z.txt").write_text("Last of all\n\nA text that comes after the others.")
    snapshot = built(articles, first)
    assert list(snapshot.articles.ids) == list(built(articles).articles.ids)
    assert [snapshot.articles.ids[0], snapshot.articles.ids[-1]] == ["a.txt", "z.txt"]


def test_of_json_lines_only_those_that_have_changed_are_parsed() -> None:
    """A line that is known is taken over as it is, and would be here even if it could not be parsed."""
    lines = [json.dumps(article) for article in ARTICLES]
    before, _ = read_records("news.jsonl", "\n".join(lines).encode())
    (unparsable,), _ = read_records("news.jsonl", json.dumps(ARTICLES[0]).encode())
    raw = hashlib.blake2b(b"{not JSON", digest_size=16).digest()
    known = {record.raw: record for record in before} | {raw: unparsable}
    new = json.dumps({**ARTICLES[0], "title": "New"})
    records, problems = read_records("news.jsonl", "\n".join(["{not JSON", new, lines[1]]).encode(), known)
    assert not problems
    assert [record.place.line for record in records] == [1, 2, 3]
    assert [record.article and record.article.title for record in records] == [
        ARTICLES[0]["title"], "New", ARTICLES[1]["title"],
    ]  # fmt: skip


def test_lines_that_are_there_twice_are_refused_with_their_numbers(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    lines = [json.dumps(article) for article in ARTICLES]
    source.write_text("\n".join(lines))
    before = built(source)
    new = json.dumps({**ARTICLES[0], "title": "New"})
    source.write_text("\n".join(["", new, lines[1], lines[1], *lines[1:]]))  # moved, and twice
    after = built(source, before)
    assert [problem.line for problem in after.problems] == [4, 5]
    assert same(after, built(source))


@pytest.mark.parametrize(
    "field", [{"source": "Another Post"}, {"url": None}, {"published": "2025-01-01"}, {"language": "es"}]
)
def test_an_article_of_which_anything_at_all_has_changed_is_taken_anew(
    articles: Path, field: dict[str, Any]
) -> None:
    before = built(articles)
    edit(articles, "bridge", **field)
    after = built(articles, before)
    assert after.articles[0] != before.articles[0]
    assert same(after, built(articles))


def test_a_source_whose_name_is_not_utf_8_is_refused_in_a_sentence(tmp_path: Path) -> None:
    source = tmp_path / os.fsdecode(b"x\xff.txt")
    source.write_text("Title\n\nA body of words.")
    with pytest.raises(EmptyCorpus, match="not valid UTF-8"):
        built(source)


def test_what_was_a_duplicate_comes_back_when_the_first_one_goes(articles: Path) -> None:
    write_articles(articles, [{**ARTICLES[0], "id": "zz"}])
    before = built(articles)
    assert "zz" not in before.articles.ids
    (articles / "harbour.json").unlink()
    after = built(articles, before)
    assert "zz" in after.articles.ids
    assert same(after, built(articles))


def test_terms_that_no_article_has_any_more_are_gone(articles: Path) -> None:
    before = built(articles)
    (articles / "puente.json").unlink()
    after = built(articles, before)
    (fish,) = analysis("es").terms("pescado")
    assert fish in before.occurrences.numbers
    assert fish not in after.occurrences.numbers
    assert same(after, built(articles))


def test_a_file_that_is_put_back_with_its_old_size_and_time_is_seen(articles: Path) -> None:
    before = built(articles)
    path = articles / "bridge.json"
    times = path.stat()
    aside = articles.parent / "aside.json"
    aside.write_text(path.read_text().replace("88 million", "77 million"))
    shutil.copystat(path, aside)
    aside.replace(path)
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    assert "77 million" in built(articles, before).articles[0].body


def test_a_file_that_was_written_just_now_is_read_again_the_next_time(articles: Path, read: Read) -> None:
    hour = 3600 * 10**9
    before = built(articles, unsettled=hour)
    assert before.survey == ""
    read.lately()
    assert built(articles, before, unsettled=hour) is before
    assert read.lately() == ["bridge.json", "harbour.json", "puente.json"]


def test_an_emptied_source_is_refused_whatever_was_known(articles: Path) -> None:
    before = built(articles)
    for path in articles.iterdir():
        path.unlink()
    with pytest.raises(EmptyCorpus):
        built(articles, before)


def test_progress_counts_only_what_is_analysed(articles: Path) -> None:
    before = built(articles)
    edit(articles, "bridge", title="Another title for the bridge")
    seen: list[tuple[str, int, int]] = []
    built(articles, before, progress=lambda *step: seen.append(step))
    assert seen == [*[("reading", done, 3) for done in (1, 2, 3)], ("indexing", 1, 1)]


ARTICLE = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
        "body": st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=3)
        .map("\n\n".join),
    },
    optional={
        "id": st.sampled_from("abc"),
        "language": st.sampled_from(["en", "es"]),
        "source": st.sampled_from(["Post", "Diario"]),
    },
)  # fmt: skip
CONTENT = st.one_of(
    ARTICLE.map(json.dumps),
    st.lists(ARTICLE.map(json.dumps) | st.just("{"), min_size=1, max_size=4).map("\n".join),
    st.lists(ARTICLE, min_size=1, max_size=4).map(json.dumps),
    st.sampled_from(["{", "", "[]", "[1]"]),
)
NAME = st.sampled_from(["a.json", "b.json", "c.jsonl", "sub/d.json", "f.jsonl", "e.exe"])


class Changing(RuleBasedStateMachine):
    """A folder and its additions are changed at will; what was kept and then brought up to date is as built anew."""

    @initialize()
    def begin(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        self.source = self.place / "articles"
        self.source.mkdir()
        self.additions = Additions(self.place / "additions")
        self.index = Index(self.place / "index")
        self.state = State()
        self.current: Snapshot | None = None
        self.changed = False

    @rule(name=NAME, content=CONTENT)
    def write(self, name: str, content: str) -> None:
        path = self.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        self.changed = True

    @rule(name=NAME)
    def delete(self, name: str) -> None:
        (self.source / name).unlink(missing_ok=True)
        self.changed = True

    @rule(name=NAME, to=NAME)
    def rename(self, name: str, to: str) -> None:
        if (self.source / name).exists():
            (self.source / to).parent.mkdir(exist_ok=True)
            (self.source / name).replace(self.source / to)
            self.changed = True

    @rule(name=NAME)
    def touch(self, name: str) -> None:
        if (self.source / name).exists():
            (self.source / name).touch()
            self.changed = True

    @rule(name=st.sampled_from(["x.json", "y.json"]), content=CONTENT)
    def add(self, name: str, content: str) -> None:
        file = self.additions.store(name, content.encode())
        files = (*(known for known in self.state.files if known.name != name), file)
        self.state = State(files, self.state.removed)
        self.changed = True

    @rule(removed=st.sets(st.sampled_from(["a", "b", "a.json", "sub/d.json"])))
    def remove(self, removed: set[str]) -> None:
        self.state = State(self.state.files, tuple(removed))
        self.changed = True

    @invariant()
    def is_as_built_anew(self) -> None:
        if not getattr(self, "changed", False):
            return
        self.changed = False

        def refresh(previous: Snapshot | None) -> Snapshot | None:
            try:
                found = survey(self.source, self.additions, self.state, UNSETTLED)
                return refreshed(found, self.additions, previous, read_files=read_here)
            except EmptyCorpus:
                return None

        settle()
        anew, after = refresh(None), refresh(self.current)
        assert (anew is None) == (after is None)
        if anew is not None and after is not None:
            assert same(after, anew)
            self.current = self.index.keep(after)
            assert self.index.trouble is None
            assert self.current.kept_open is not None
            assert same(self.current, anew)

    def teardown(self) -> None:
        if hasattr(self, "place"):
            shutil.rmtree(self.place)


def test_any_sequence_of_changes_gives_what_building_everything_gives() -> None:
    run_state_machine_as_test(
        Changing, settings=settings(max_examples=12, stateful_step_count=10, deadline=None)
    )
