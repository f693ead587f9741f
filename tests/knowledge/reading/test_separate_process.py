"""Reading in a process of its own: the same results, and no file that hurts the process that asks."""

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.settings import BUNDLED_ARTICLES
from knowledge.errors import SourceError
from knowledge.library.additions import Additions
from knowledge.library.library import Library
from knowledge.reading.document import Request, Unread, read_document, read_records
from knowledge.reading.limits import Limits
from knowledge.reading.record import Record
from knowledge.reading.separate_process import read_separately
from tests.conftest import ARTICLES
from tests.knowledge.reading.test_office import archive

MIB = 1024 * 1024
PATIENCE = 30.0  # seconds
SENTENCE = "The harbour was closed on Tuesday, and forty ships waited off the coast for the storm to end. "
GOOD = Request("good.json", json.dumps(ARTICLES[0]).encode())
BAD_LINES = b'{"title": "T", "body": "B", "language": "en"}\n7\n{\n\n{"title": "T2", "body": "B2"}\n'


def page(body: str = "", head: str = "") -> bytes:
    article = f"<article><p>{SENTENCE * 3}</p>{body}</article>"
    return f"<html><head><title>The harbour</title>{head}</head><body>{article}</body></html>".encode()


def slow_page(attributes: int = 40_000) -> bytes:
    """Takes many seconds in the HTML parser. No check sees it: each attribute seems to end the tag."""
    each = " ".join(f'a{number}=">"' for number in range(attributes))
    return page(f"<p {each}>x</p>")


def large_json(values: int) -> bytes:
    """An article with a field that nobody reads, and that needs 56 bytes for each value."""
    return json.dumps({**ARTICLES[0], "more": [[]] * values}).encode()


ATTRIBUTES = " ".join(f"a{number}=1" for number in range(40_000))
HOSTILE = {
    "meta.html": (
        page(head=f'<meta property="og:site_name" content="{"<" * 4_000}{"x" * 186_000}">'),
        "has a <meta> element with more than 20,000 characters",
    ),
    "signs.html": (page("<" * 300_000), 'has the character "<" more than 5,000 times outside of tags'),
    "attributes.html": (page(f"<p {ATTRIBUTES}>x</p>"), "has an element with more than 250 attributes"),
    "links.html": (
        page('<a href="/x">y</a>' * 250_000),
        "has more than 120,000 tags, and no page has so many",
    ),
    "elements.html": (page("<p>x" * 60_000), "has more than 30,000 elements"),
    "brackets.md": (b"# T\n\n" + b"[" * 1_000_000, "has more than 50,000 marks such as [ * _ ` <"),
    "letters.md": (b"# T\n\n" + b"x\n\n" * 1_700_000, "has more than 100,000 lines"),
    "letters.txt": (b"T\n\n" + b"x\r\r" * 1_700_000, "has more than 100,000 lines"),
    "letters.json": (
        json.dumps({"title": "T", "body": "x\n\n" * 600_000}).encode(),
        "has more than 100,000 lines",
    ),
}


def children() -> list[psutil.Process]:
    """The processes that read; other tests have processes of their own, which may have ended and not be waited for."""
    return [each for each in psutil.Process().children() if reads(each)]


def reads(process: psutil.Process) -> bool:
    try:
        return "knowledge.reading.worker" in " ".join(process.cmdline())
    except psutil.Error:  # it has just ended
        return False


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def refused(answer: object) -> Unread:
    assert isinstance(answer, Unread)
    return answer


def is_good(answer: object) -> bool:
    return answer == read_records(*GOOD)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    before = set(children())
    yield
    assert set(children()) <= before


def files() -> list[Request]:
    """Every bundled article, and each format with what is refused of it."""
    bundled = [Request(path.name, path.read_bytes()) for path in sorted(BUNDLED_ARTICLES.iterdir())]
    made = {
        "a.html": page('<time datetime="2024-03-05">Tuesday</time>'),
        "empty.html": b"<html>",
        "a.json": json.dumps(ARTICLES).encode(),
        "one.json": json.dumps(ARTICLES[0]).encode(),
        "broken.json": b'{"title": }',
        "a.jsonl": BAD_LINES,
        "a.txt": "Łódź 😀\n\nZażółć gęślą jaźń\u2028😀".encode(),
        "a.md": b"---\ntitle: T\npublished: 2024-13-01\n---\n\nB",
        "utf16.txt": "A title\n\nA text.".encode("utf-16"),
        "latin.txt": b"T\n\n\xe9",
        "a.pdf": b"%PDF",
        "empty.md": b"",
        "draft.md": b"---\ntitle: T\ndraft: true\n---\n\nB",
        "a.zip": archive({"x/a.md": "---\ntitle: T\nurl: /a\n---\nB", "x/b.txt": "T\n\nB2", "c.json": "{"}),
        "a.txt.gz": gzip.compress(b"T\n\nA text."),
        "\udcff.txt": b"T\n\nB",
        "line\nbreak.txt": b"T\n\nB of it",
    }
    return bundled + [Request(name, data) for name, data in made.items()]


def test_every_file_gives_what_it_gives_in_this_process() -> None:
    asked = files()
    answers = list(read_separately(asked))
    assert len(answers) == len(asked)
    for request, answer in zip(asked, answers, strict=True):
        assert answer == read_records(*request), request.name


def test_large_files_on_their_way_in_both_directions_do_not_block_each_other() -> None:
    asked = [Request(f"{n}.txt", f"Number {n}\n\n{SENTENCE * 20_000}".encode()) for n in range(4)] + [
        GOOD
    ] * 40
    for request, answer in zip(asked, read_separately(iter(asked)), strict=True):
        assert answer == read_records(*request)


def test_lines_that_are_known_are_not_parsed_again() -> None:
    before, _ = read_records("a.jsonl", BAD_LINES)
    known = {record.raw: record for record in before}
    longer = b'{"title": "T0", "body": "B0", "language": "en"}\n' + BAD_LINES
    (answer,) = read_separately([Request("a.jsonl", longer, known)])
    assert answer == read_records("a.jsonl", longer, known)
    assert not isinstance(answer, Unread)
    assert answer[0][1].article is before[0].article  # the very same
    assert answer[0][1].place.line == 2


def test_known_shapes_of_hostile_files_are_refused_by_name_at_once() -> None:
    asked = [Request(name, data) for name, (data, _) in HOSTILE.items()]
    started = time.monotonic()
    for request, answer in zip(asked, read_separately(asked), strict=True):
        assert not isinstance(answer, Unread)  # it was not the time or the memory
        records, (problem,) = answer
        assert records == []
        assert str(problem).startswith(f"{request.name}: ")
        assert HOSTILE[request.name][1] in problem.reason
    assert time.monotonic() - started < PATIENCE


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time")
def test_a_file_that_takes_too_much_time_is_refused_by_name_and_the_next_one_is_read() -> None:
    asked = [GOOD, Request("slow.html", slow_page()), GOOD, GOOD]
    first, slow, *others = read_separately(asked, Limits(computing=1))
    assert refused(slow).lasting
    assert str(refused(slow).problem) == "slow.html: takes more than 1 s to read"
    assert all(map(is_good, (first, *others)))


def test_a_file_that_is_waited_for_too_long_is_refused_until_the_next_time() -> None:
    slow, other = read_separately([Request("slow.html", slow_page()), GOOD], Limits(waiting=1))
    assert not refused(slow).lasting
    assert str(refused(slow).problem) == "slow.html: takes more than 1 s to read"
    assert is_good(other)


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory")
def test_a_file_that_needs_too_much_memory_is_refused_by_name_and_the_next_one_is_read() -> None:
    limits = Limits(memory=100 * MIB)
    first, large, other = read_separately([GOOD, Request("large.json", large_json(4_000_000)), GOOD], limits)
    assert refused(large).lasting
    assert str(refused(large).problem).startswith("large.json: needs more than ")
    assert is_good(first)
    assert is_good(other)


@pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory")
def test_a_process_that_has_grown_is_replaced_before_that_costs_another_file() -> None:
    asked = [Request("large.json", large_json(600_000)), Request("small.json", large_json(1))]
    reading = read_separately(asked, Limits(memory=60 * MIB))
    assert next(reading) == read_records(*asked[0])
    assert children() == []
    assert next(reading) == read_records(*asked[1])
    assert len(children()) == 1
    assert list(reading) == []


def test_a_process_that_is_killed_costs_its_file_alone_and_only_this_time() -> None:
    def kill() -> None:
        # Its start takes less than a second of the processor, and the page more than eight.
        until(lambda: any(sum(child.cpu_times()[:2]) > 2 for child in children()))
        children()[0].kill()

    threading.Thread(target=kill).start()
    slow, other = read_separately([Request("slow.html", slow_page()), GOOD])
    assert not refused(slow).lasting
    assert str(refused(slow).problem).startswith("slow.html: cannot be read: the process that reads it ended")
    assert is_good(other)


def test_one_process_reads_all_files_and_ends_with_the_last_or_when_no_more_are_wanted() -> None:
    reading = read_separately([GOOD] * 100)
    seen: set[int] = set()
    for _ in range(50):
        assert is_good(next(reading))
        seen.update(child.pid for child in children())
    assert len(seen) == 1
    reading.close()  # type: ignore[attr-defined]
    assert children() == []


def test_an_error_of_whoever_gives_the_files_ends_the_process() -> None:
    def files() -> Iterator[Request]:
        yield from [GOOD] * 40
        raise SourceError("gone")

    with pytest.raises(SourceError, match="gone"):
        list(read_separately(files()))
    assert children() == []


def test_no_process_is_started_when_there_is_nothing_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(read_separately([])) == []


@pytest.mark.parametrize(
    ("executable", "why"),
    [("/nowhere/python", "No process could be started"), ("/bin/false", "with exit code 1")],
)
def test_without_a_process_there_is_one_sentence_and_no_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, executable: str, why: str
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with pytest.raises(SourceError, match=why):
        list(read_separately([GOOD]))


ORPHAN = """
import sys
from knowledge.reading.document import Request
from knowledge.reading.limits import Limits
from knowledge.reading.separate_process import read_separately
data = open(sys.argv[1], "rb").read()
list(read_separately([Request("slow.html", data)], Limits(computing=100, waiting=100)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limit of time ends it")
def test_it_ends_with_whoever_waits_for_it_even_in_the_middle_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "slow.html").write_bytes(slow_page())
    with subprocess.Popen([sys.executable, "-c", ORPHAN, str(tmp_path / "slow.html")]) as asking:
        process = psutil.Process(asking.pid)
        until(process.children)
        (worker,) = process.children()
        until(lambda: worker.cpu_times().user > 0.5)
        os.kill(asking.pid, signal.SIGKILL)
    until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
    assert worker.cpu_times().user < 20 if worker.is_running() else True


async def test_a_preview_of_a_hostile_document_does_not_hold_up_the_event_loop(
    articles: Path, tmp_path: Path
) -> None:
    limited = partial(read_separately, limits=Limits(computing=1))
    library = Library(articles, Additions(tmp_path / "added"), read_files=limited)
    library.open()
    used = psutil.Process().memory_info().rss
    preview = asyncio.create_task(asyncio.to_thread(library.preview, "slow.html", slow_page()))
    lags = []
    while not preview.done():
        before = time.perf_counter()
        await asyncio.sleep(0.01)
        lags.append(time.perf_counter() - before)
    assert max(lags) < 0.5  # parsed in this process, it would be seconds
    assert psutil.Process().memory_info().rss - used < 50 * MIB
    assert (await preview).articles == ()
    assert [str(problem) for problem in (await preview).problems] == [
        "slow.html: takes more than 1 s to read"
    ]


def test_several_threads_may_preview_at_once(articles: Path, tmp_path: Path) -> None:
    library = Library(articles, Additions(tmp_path / "added"))
    library.open()
    found: list[Any] = []

    def preview(number: int) -> None:
        document = json.dumps({**ARTICLES[0], "id": f"n{number}", "title": f"Number {number}"}).encode()
        found.extend(article.id for article in library.preview(f"{number}.json", document).articles)

    threads = [threading.Thread(target=preview, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["n0", "n1", "n2", "n3"]


def test_a_library_reads_a_folder_with_a_hostile_file_in_it(articles: Path) -> None:
    (articles / "attributes.html").write_bytes(HOSTILE["attributes.html"][0])
    (articles / "slow.html").write_bytes(slow_page())
    snapshot = Library(articles, read_files=partial(read_separately, limits=Limits(computing=1))).open()
    assert [str(problem) for problem in snapshot.problems] == [
        "attributes.html: has an element with more than 250 attributes",
        "slow.html: takes more than 1 s to read",
    ]
    assert len(snapshot.articles) == len(ARTICLES)


def test_a_document_is_read_by_whoever_the_caller_says() -> None:
    assert read_document(*GOOD[:2], read_separately) == read_document(*GOOD[:2])
    slow = partial(read_separately, limits=Limits(computing=1))
    articles, (problem,) = read_document("slow.html", slow_page(), slow)
    assert articles == ()
    assert problem.path == "slow.html"


def test_an_article_with_more_attributes_than_others_is_read() -> None:
    attributes = " ".join(f'data-{number}="a > b"' for number in range(900))
    long_value = f'<img src="data:image/png;base64,{"A+/=" * 100_000}">'
    records, problems = read_records("a.html", page(f"<p {attributes}>{SENTENCE}</p>{long_value}"))
    assert problems == []
    assert all(isinstance(record, Record) for record in records)
    assert len(records) == 1


def test_only_so_many_refused_records_are_reported_one_by_one() -> None:
    lines = b"7\n" * 1_500 + json.dumps(ARTICLES[0]).encode()
    records, problems = read_records("a.jsonl", lines)
    assert len(records) == 1
    assert len(problems) == 1_001
    assert str(problems[-1]) == "a.jsonl: 500 more records are refused"
