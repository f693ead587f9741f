"""One file's bytes, from a folder or from an upload: its suffix says which format reads them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading import archives
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.feeds import read_feed
from knowledge.reading.html import read_html
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.limits import MOST_NOTED, MOST_REPORTED
from knowledge.reading.markdown import read_markdown
from knowledge.reading.metadata import FieldRefused, Note
from knowledge.reading.mht import read_mht
from knowledge.reading.office import read_docx, read_epub
from knowledge.reading.pages.encoding import decode_page
from knowledge.reading.pdf import read_pdf
from knowledge.reading.plain_text import canonical, decode
from knowledge.reading.record import Known, Record, fresh_record
from knowledge.reading.records import read_json, read_jsonl
from knowledge.reading.tables import read_table
from knowledge.reading.text import read_text

# Bytes. The longest articles have some hundred kilobytes; a page brings its scripts along.
LARGEST_ARTICLE_FILE = 5 * 1024 * 1024
LARGEST_RECORDS_FILE = 512 * 1024 * 1024
LARGEST_FEED = 20 * 1024 * 1024
LARGEST_DOCUMENT = 20 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
_GZIP, _ZIP = ".gz", ".zip"
_EMPTY = "the file is empty"

Read = tuple[list[Record], list[Problem]]
"""What a file gave: its records in order, and what was refused of it."""


class Unread(NamedTuple):
    """A file that was not read. ``lasting`` is whether that stays so as long as its stamp does not change."""

    problem: Problem
    lasting: bool


class Request(NamedTuple):
    """A file to be read: its name and bytes, the records of lines that need not be parsed again, and its keys."""

    name: str
    data: bytes
    known: Known = MappingProxyType({})
    keys: KeyMap = NO_KEY_MAP


ReadFiles = Callable[[Iterable[Request]], Iterator[Read | Unread]]
"""Reads files, and gives for each in turn what ``read_records`` would, or why the file was given up.

It may ask for some of the following files before it gives the first.
"""


_Read = Callable[[bytes, str, Known, KeyMap], Iterator[Record | Problem]]


class Format(NamedTuple):
    """How files of one kind are read: ``read(data, path, known, keys)``. ``largest`` is the limit in bytes."""

    largest: int
    read: _Read


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


def read_records(
    name: str, data: bytes, known: Known = MappingProxyType({}), keys: KeyMap = NO_KEY_MAP
) -> Read:
    """The records of one file, duplicates included. Never raises, whatever the bytes.

    Lines that are ``known`` are not parsed again: their records are returned as they are.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for each in records_of(name, data, known, keys):
        if isinstance(each, Problem):
            problems.append(each)
        else:
            records.append(each)
    return records, problems


def records_of(name: str, data: bytes, known: Known, keys: KeyMap = NO_KEY_MAP) -> Iterator[Record | Problem]:
    """What ``read_records`` returns, one by one and in order."""
    path = shown_name(name)
    told: Counter[str] = Counter()
    try:
        check_name(name)
        check_size(name, len(data))
        for each in format_of(name).read(data, path, known, keys):
            if isinstance(each, Problem):
                told[each.noted] += 1
                if told[each.noted] > (MOST_NOTED if each.is_note else MOST_REPORTED):
                    continue
            yield each
    except ArticleRefused as whole:
        yield Problem(path, whole.line, str(whole), whole.noted)
    if (more := told.pop("", 0) - MOST_REPORTED) > 0:
        yield Problem(path, None, f"{more:,} more records are refused")
    for noted, count in told.items():
        if (more := count - MOST_NOTED) > 0:
            yield Problem(path, None, f'{more:,} more records have such a note about "{noted}"', noted)


def format_of(name: str) -> Format:
    """The format of a file by its suffix. Raises ArticleRefused, which names the supported ones."""
    suffix = _suffix(name)
    if suffix == _GZIP and _suffix(name[: -len(_GZIP)]) in FORMATS:
        return Format(archives.LARGEST_ARCHIVE, _unpacked)
    if suffix not in FORMATS:
        raise ArticleRefused(
            f"files of this kind are not read: use one of {', '.join(FORMATS)}, or one of them packed as {_GZIP}"
        )
    return FORMATS[suffix]


def _suffix(name: str) -> str:
    """The suffix of a file's name in small letters; empty when it has none."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f"{dot}{ending}".lower() if stem else ""


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


def _text_file(
    read: Callable[[str, str, Known, KeyMap], Iterator[Record | Problem]],
    decoded: Callable[[bytes], str] = decode,
) -> _Read:
    """Reads the text that a file's bytes are."""

    def records(data: bytes, path: str, known: Known, keys: KeyMap) -> Iterator[Record | Problem]:
        text = decoded(data)
        if not text.strip():
            raise ArticleRefused(_EMPTY)
        return read(text, path, known, keys)

    return records


def _binary(read: Callable[[bytes, str], Iterator[Record | Problem]]) -> _Read:
    """Reads a file that is not text."""

    def records(data: bytes, path: str, _: Known, __: KeyMap) -> Iterator[Record | Problem]:
        if not data.strip():
            raise ArticleRefused(_EMPTY)
        return read(data, path)

    return records


def _single(
    read: Callable[[str, str, Note, KeyMap], Article], decoded: Callable[[bytes], str] = decode
) -> _Read:
    """Reads a text file that is one article."""

    def records(text: str, path: str, _: Known, keys: KeyMap) -> Iterator[Record | Problem]:
        notes: list[FieldRefused] = []
        yield fresh_record(read(text, path, notes.append, keys))
        yield from (Problem(path, each.line, str(each), each.field) for each in notes)

    return _text_file(records, decoded)


def _unpacked(data: bytes, path: str, known: Known, keys: KeyMap) -> Iterator[Record | Problem]:
    """Reads a file in another one."""
    inside = format_of(path[: -len(_GZIP)])
    largest = min(inside.largest, LARGEST_UNPACKED)
    return inside.read(archives.unpacked(data, largest), path, known, keys)


def _each_packed(data: bytes, path: str, _: Known, keys: KeyMap) -> Iterator[Record | Problem]:
    """Reads the files in an archive, each on its own."""
    if not data.strip():
        raise ArticleRefused(_EMPTY)
    for name, content in archives.entries(data):
        inside = f"{path}/{shown_name(name)}"
        if isinstance(content, str):
            yield Problem(inside, None, content)
        elif _suffix(name) == _ZIP:
            yield Problem(inside, None, "is an archive in an archive: unpack it")
        else:
            yield from records_of(inside, content, {}, keys)


_PAGE = _single(lambda text, path, _, __: read_html(text, path), decode_page)
_TABLE = _text_file(lambda text, path, _, keys: read_table(text, path, keys))

FORMATS = {
    ".txt": Format(LARGEST_ARTICLE_FILE, _single(lambda text, path, note, _: read_text(text, path, note))),
    ".md": Format(LARGEST_ARTICLE_FILE, _single(read_markdown)),
    ".markdown": Format(LARGEST_ARTICLE_FILE, _single(read_markdown)),
    ".mdx": Format(LARGEST_ARTICLE_FILE, _single(read_markdown)),
    ".html": Format(LARGEST_ARTICLE_FILE, _PAGE),
    ".htm": Format(LARGEST_ARTICLE_FILE, _PAGE),
    ".mht": Format(LARGEST_DOCUMENT, _binary(read_mht)),
    ".mhtml": Format(LARGEST_DOCUMENT, _binary(read_mht)),
    ".json": Format(
        LARGEST_RECORDS_FILE, _text_file(lambda text, path, _, keys: read_json(text, path, keys))
    ),
    ".jsonl": Format(LARGEST_RECORDS_FILE, _text_file(read_jsonl)),
    ".csv": Format(LARGEST_RECORDS_FILE, _TABLE),
    ".tsv": Format(LARGEST_RECORDS_FILE, _TABLE),
    ".xml": Format(LARGEST_FEED, _binary(read_feed)),
    ".rss": Format(LARGEST_FEED, _binary(read_feed)),
    ".atom": Format(LARGEST_FEED, _binary(read_feed)),
    ".docx": Format(LARGEST_DOCUMENT, _binary(read_docx)),
    ".epub": Format(LARGEST_DOCUMENT, _binary(read_epub)),
    ".pdf": Format(LARGEST_DOCUMENT, _binary(read_pdf)),
    _ZIP: Format(archives.LARGEST_ARCHIVE, _each_packed),
}
