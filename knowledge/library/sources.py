"""What an index was built from: each file with its stamp and content, and the articles that it gave.

A file whose stamp is as it was is not read again, one whose content is as it was is not analysed again. A stamp
tells nothing about a file that was touched within the two seconds before it was looked at: it may be
written to once more within the same tick of the file system's clock. Such a file is read again the next time.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from knowledge.articles import Problem
from knowledge.errors import AdditionsError
from knowledge.index.analysing import facts_of
from knowledge.index.snapshot import Snapshot
from knowledge.index.texts import Texts
from knowledge.library.additions import AddedFile, Additions, State
from knowledge.reading.document import read_located, shown_name
from knowledge.reading.duplicates import Located
from knowledge.reading.folder import SourceFile, Stamp, Unread, list_source, read_source_file

_END = ","  # of a row, so that all of them together are one list

_MODIFIED, _CHANGED = map(Stamp._fields.index, ("modified", "changed"))
UNSETTLED = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT) has two seconds."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file gave. ``stamp`` is None when the file must be read the next time, whatever its stamp.

    ``key`` is its name, for an added file its content's hash and its name. ``content`` is a digest of its bytes, empty
    when they were not read.
    """

    key: str
    stamp: Stamp | None
    content: bytes
    records: tuple[Located, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of a source as seen without opening a file: what is to be read, and what cannot be.

    ``digest`` names that state; it is empty while a file is too young to be told from its next version.
    """

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    added: tuple[tuple[AddedFile, Stamp | None], ...]
    removed: frozenset[str]
    looked_at: int
    digest: str


def survey(source: Path, additions: Additions | None, state: State) -> Survey:
    """Look at a source and what admins laid over it. Raises SourceError."""
    looked_at = time.time_ns()
    files, problems = list_source(source)
    added = tuple((file, additions.stamp(file) if additions else None) for file in state.files)
    told = [repr(str(source.resolve())), str(additions is not None), *sorted(map(repr, state.removed))]
    told += (f"{file.name!r} {file.sha256} {stamp}" for file, stamp in added)
    told += sorted(f"{problem.path!r} {problem.reason!r}" for problem in problems)
    stamps = [file.stamp for file in files]
    told += map("%d %d %d".__mod__, stamps)
    told += (file.name for file in files)
    digest = ""
    if _are_settled([*stamps, *(stamp for _, stamp in added)], looked_at):
        everything = "\0".join(told).encode("utf-8", "surrogatepass")  # a name need not be UTF-8
        digest = hashlib.blake2b(everything, digest_size=16).hexdigest()
    return Survey(tuple(files), tuple(problems), added, frozenset(state.removed), looked_at, digest)


class Reader:
    """Reads what a survey found, and only that of it which is not known from a snapshot."""

    def __init__(self, found: Survey, additions: Additions | None, previous: Snapshot | None) -> None:
        self._found = found
        self._additions = additions
        self._previous = previous
        self._known = known_files(previous) if previous else {}
        self._forgotten: set[str] = set()

    def forget(self, key: str) -> None:
        """Read a file again whatever is known of it: an article of it is wanted that was left out before."""
        self._forgotten.add(key)

    def source_files(self, progress: Callable[[int, int], None] | None = None) -> Iterator[FileRead]:
        """The files of the source, in order; ``progress`` counts them. Raises SourceError."""
        for done, file in enumerate(self._found.files, 1):
            yield self._file(file.name, file.name, file.stamp, partial(read_source_file, file))
            if progress is not None:
                progress(done, len(self._found.files))

    def added_files(self) -> Iterator[FileRead]:
        """The files that admins added, in order."""
        for file, stamp in self._found.added:
            yield self._file(f"{file.sha256}\0{file.name}", file.name, stamp, partial(self._added, file))

    def _added(self, file: AddedFile) -> bytes | Unread:
        if self._additions is None:
            raise ValueError("there is no folder of added files")
        try:
            return self._additions.read(file)
        except AdditionsError as error:
            return Unread(Problem(file.name, None, f"{error}: add it again"), lasting=False)

    def _file(self, key: str, name: str, stamp: Stamp | None, read: Callable[[], bytes | Unread]) -> FileRead:
        known = self._known.get(key)
        forgotten = key in self._forgotten
        if known and not forgotten and stamp is not None and known.stamp == stamp:
            return known
        data = read()
        settled = stamp if _are_settled([stamp], self._found.looked_at) else None
        if isinstance(data, Unread):
            return FileRead(key, settled if data.lasting else None, b"", (), (data.problem,))
        content = hashlib.blake2b(data, digest_size=16).digest()
        if known and not forgotten and known.content == content:
            return replace(known, stamp=settled)
        lines = (
            {each.raw: each for each in known.records if each.raw and each.held is not None} if known else {}
        )
        located, problems = read_located(name, data, lines)
        records = tuple(replace(each, origin=(key, at)) for at, each in enumerate(located))
        if known and self._previous:
            records = tuple(_unless_changed(records, known.records, self._previous))
        return FileRead(key, settled, content, records, tuple(problems))


def _are_settled(stamps: Sequence[Stamp | None], looked_at: int) -> bool:
    """Whether none of some files was touched shortly before."""
    known = [stamp for stamp in stamps if stamp is not None]
    # There may be hundreds of thousands.
    last = max(max(map(itemgetter(at), known), default=0) for at in (_MODIFIED, _CHANGED))
    return len(known) == len(stamps) and last < looked_at - UNSETTLED


def _unless_changed(
    records: Iterable[Located], known: Iterable[Located], previous: Snapshot
) -> Iterator[Located]:
    """Records of a file that has changed; those that the index holds already, with their place in it."""
    held = {record.id: record for record in known if record.held is not None}
    facts = Texts.named("facts", previous.arrays)
    for record in records:
        same = held.get(record.id)
        if (
            same is not None
            and same.held is not None
            and same.content == record.content
            and record.article is not None
            and facts[same.held] == facts_of(record.article)
            and previous.articles.language(same.held) == record.article.language
        ):
            yield replace(record, article=None, held=same.held)
        else:
            yield record


def known_files(snapshot: Snapshot) -> dict[str, FileRead]:
    """What each file of a snapshot's source gave, by the file's key."""
    known = {}
    rows = snapshot.arrays["files.values"].tobytes()
    for key, stamp, content, records, problems in json.loads(b"[%b]" % rows[: -len(_END)]):  # in one go
        path = shown_name(key.rpartition("\0")[2])
        known[key] = FileRead(
            key,
            Stamp(*stamp) if stamp else None,
            bytes.fromhex(content),
            tuple(
                Located(
                    article_id,
                    bytes.fromhex(digest),
                    path,
                    line,
                    record,
                    origin=(key, at),
                    held=held,
                    raw=bytes.fromhex(raw),
                )
                for at, (article_id, digest, line, record, held, raw) in enumerate(records)
            ),
            tuple(Problem(*problem) for problem in problems),
        )
    return known


def file_rows(files: Iterable[FileRead], positions: Mapping[tuple[str, int], int]) -> Texts:
    """The rows from which ``known_files`` tells; ``positions`` says where the article of an origin lies."""
    return Texts.of(json.dumps(_row(file, positions), separators=(",", ":")) + _END for file in files)


def _row(file: FileRead, positions: Mapping[tuple[str, int], int]) -> Sequence[Any]:
    records = [
        [each.id, each.content.hex(), each.line, each.record, positions.get((file.key, at)), each.raw.hex()]
        for at, each in enumerate(file.records)
    ]
    problems = [[problem.path, problem.line, problem.reason] for problem in file.problems]
    return [file.key, file.stamp, file.content.hex(), records, problems]
