"""One file's bytes, from a folder or from an upload: its suffix says which format reads them."""

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.html import read_html
from knowledge.reading.limits import MOST_REPORTED
from knowledge.reading.markdown import read_markdown
from knowledge.reading.pages.encoding import decode_page
from knowledge.reading.plain_text import canonical, decode
from knowledge.reading.record import Known, Record, fresh_record
from knowledge.reading.records import read_json, read_jsonl
from knowledge.reading.text import read_text

# Bytes. The longest articles have some hundred kilobytes; a page brings its scripts along.
LARGEST_ARTICLE_FILE = 5 * 1024 * 1024
LARGEST_RECORDS_FILE = 512 * 1024 * 1024

Read = tuple[list[Record], list[Problem]]
"""What a file gave: its records in order, and what was refused of it."""


class Unread(NamedTuple):
    """A file that was not read. ``lasting`` is whether that stays so as long as its stamp does not change."""

    problem: Problem
    lasting: bool


class Request(NamedTuple):
    """A file to be read: its name, its bytes, and the records of lines that need not be parsed again."""

    name: str
    data: bytes
    known: Known = MappingProxyType({})


ReadFiles = Callable[[Iterable[Request]], Iterator[Read | Unread]]
"""Reads files, and gives for each in turn what ``read_records`` would, or why the file was given up.

It may ask for some of the following files before it gives the first.
"""


class Format(NamedTuple):
    """How files of one kind are read: ``read(text, path, known)``. ``largest`` is the limit in bytes.

    ``decode`` gives the text of the bytes.
    """

    largest: int
    read: Callable[[str, str, Known], Iterator[Record | Problem]]
    decode: Callable[[bytes], str] = decode


def read_here(requests: Iterable[Request]) -> Iterator[Read | Unread]:
    """Read files in this process, which a hostile file can stop or fill."""
    return (read_records(*request) for request in requests)


def read_document(
    name: str, data: bytes, read_files: ReadFiles = read_here
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles of one file and what was refused of it. Never raises, whatever the bytes.

    The suffix of ``name`` decides the format. ``name`` becomes the articles' path; it is never opened.
    """
    (read,) = read_files([Request(name, data)])
    if isinstance(read, Unread):
        return (), (read.problem,)
    records, problems = read
    kept, duplicates = without_duplicates(records)
    return articles_of(kept), tuple(sorted([*problems, *duplicates], key=order))


def read_records(name: str, data: bytes, known: Known = MappingProxyType({})) -> Read:
    """The records of one file, duplicates included. Never raises, whatever the bytes.

    Lines that are ``known`` are not parsed again: their records are returned as they are.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for each in records_of(name, data, known):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            records.append(each)
    return records, problems


def records_of(name: str, data: bytes, known: Known) -> Iterator[Record | Problem]:
    """What ``read_records`` returns, one by one and in order."""
    path = shown_name(name)
    refused = 0
    try:
        check_name(name)
        check_size(name, len(data))
        form = format_of(name)
        for each in form.read(_text(data, form), path, known):
            refused += isinstance(each, Problem)
            if isinstance(each, Record) or refused <= MOST_REPORTED:
                yield each
    except ArticleRefused as whole:
        yield Problem(path, whole.line, str(whole))
    if refused > MOST_REPORTED:
        yield Problem(path, None, f"{refused - MOST_REPORTED:,} more records are refused")


def format_of(name: str) -> Format:
    """The format of a file by its suffix. Raises ArticleRefused, which names the supported ones."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    suffix = f"{dot}{ending}".lower() if stem else ""
    if suffix not in FORMATS:
        raise ArticleRefused(f"files of this kind are not read: use one of {', '.join(FORMATS)}")
    return FORMATS[suffix]


def check_size(name: str, size: int) -> None:
    """Raises ArticleRefused when a file of ``size`` bytes is too large for its format."""
    largest = format_of(name).largest
    if size > largest:
        raise ArticleRefused(
            f"the file has {size:,} bytes, but at most {largest:,} ({largest >> 20} MiB) are read: split it"
        )


def check_name(name: str) -> None:
    """Raises ArticleRefused when a file name holds bytes that are not UTF-8: Python's lone surrogates."""
    if not name.isascii() and any("\ud800" <= character <= "\udfff" for character in name):
        raise ArticleRefused("the file name is not valid UTF-8: rename the file")


def shown_name(name: str) -> str:
    """A file's name as it can be printed and sent: on one line, with escapes for bytes that are not UTF-8."""
    return canonical(name.encode("utf-8", "backslashreplace").decode("utf-8")).replace("\n", " ")


def order(problem: Problem) -> tuple[str, int]:
    """The sort key of problems: by file, then by line."""
    return problem.path, problem.line or 0


def _text(data: bytes, form: Format) -> str:
    text = form.decode(data)
    if not text.strip():
        raise ArticleRefused("the file is empty")
    return text


def _single(read: Callable[[str, str], Article]) -> Callable[[str, str, Known], Iterator[Record | Problem]]:
    return lambda text, path, _: iter([fresh_record(read(text, path))])


FORMATS = {
    ".txt": Format(LARGEST_ARTICLE_FILE, _single(read_text)),
    ".md": Format(LARGEST_ARTICLE_FILE, _single(read_markdown)),
    ".markdown": Format(LARGEST_ARTICLE_FILE, _single(read_markdown)),
    ".html": Format(LARGEST_ARTICLE_FILE, _single(read_html), decode_page),
    ".htm": Format(LARGEST_ARTICLE_FILE, _single(read_html), decode_page),
    ".json": Format(LARGEST_RECORDS_FILE, lambda text, path, _: read_json(text, path)),
    ".jsonl": Format(LARGEST_RECORDS_FILE, read_jsonl),
}
