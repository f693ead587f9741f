"""What an index was built from: each file with its stamp and content, and the records that it gave.

A file with an unchanged stamp is not read again. A file with unchanged content is not analysed again. A stamp says
nothing about a file that was touched within the last two seconds: it may be written again within the same tick of the
file system's clock. Such a file is read again the next time.
"""

import hashlib
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.articles import Problem
from knowledge.errors import AdditionsError
from knowledge.index.analysing import facts_of
from knowledge.index.snapshot import Snapshot
from knowledge.index.texts import Texts
from knowledge.library.additions import AddedFile, Additions, State
from knowledge.reading.document import Read, ReadFiles, Request, Unread, shown_name
from knowledge.reading.folder import SourceFile, Stamp, list_source, read_source_file
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.record import Held, LeftOut, Origin, Place, Record

_END = ","  # of a row: all rows together are one JSON list

_MODIFIED, _CHANGED = map(Stamp._fields.index, ("modified", "changed"))
UNSETTLED = 2_000_000_000
"""Nanoseconds: FAT, the file system in use with the coarsest clock, counts in steps of two seconds."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file gave.

    ``key`` is its name. For an added file its content's hash stands in front, and for one that calls fields by names of
    its own a digest of those: with others it is another file. ``stamp`` is None when the file must be read the next
    time, whatever its stamp is then. ``content`` is a digest of its bytes, empty when they were not read.
    """

    key: str
    stamp: Stamp | None
    content: bytes
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The state of a source, seen without opening a file: what is to be read, and what cannot be.

    ``digest`` names that state. It is empty while a file was touched within ``unsettled`` nanoseconds before
    ``looked_at``, and could change again without a new stamp.
    """

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    added: tuple[tuple[AddedFile, Stamp | None], ...]
    removed: frozenset[str]
    looked_at: int
    unsettled: int
    digest: str

    def is_of(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot was built from exactly this state."""
        return bool(self.digest) and self.digest == snapshot.survey


def survey(
    source: Path,
    additions: Additions | None,
    state: State,
    unsettled: int = UNSETTLED,
    fetched: Path | None = None,
) -> Survey:
    """Look at a source and at what admins laid over it. ``unsettled`` is in nanoseconds.

    ``fetched`` is a folder that is read after the source, if it is there. Raises SourceError.
    """
    looked_at = time.time_ns()
    files, problems = list_source(source)
    if fetched is not None and fetched.is_dir():
        beside = list_source(fetched)
        files += [file._replace(name=_beside(fetched, file.name)) for file in beside[0]]
        problems += [replace(problem, path=_beside(fetched, problem.path)) for problem in beside[1]]
    added = tuple((file, additions.stamp(file) if additions else None) for file in state.files)
    parts = [repr(str(source.resolve())), str(additions is not None), *sorted(map(repr, state.removed))]
    parts += (f"{file.name!r} {file.sha256} {stamp}" for file, stamp in added)
    parts += sorted(f"{problem.path!r} {problem.reason!r}" for problem in problems)
    stamps = [file.stamp for file in files]
    parts += map("%d %d %d".__mod__, stamps)
    parts += (f"{file.name}{_keys_mark(file.keys)}" for file in files)
    digest = ""
    if _are_settled([*stamps, *(stamp for _, stamp in added)], looked_at, unsettled):
        everything = "\0".join(parts).encode("utf-8", "surrogatepass")  # a name need not be UTF-8
        digest = hashlib.blake2b(everything, digest_size=16).hexdigest()
    return Survey(
        tuple(files), tuple(problems), added, frozenset(state.removed), looked_at, unsettled, digest
    )


def _beside(folder: Path, name: str) -> str:
    """The name of a file that is read beside the source: no file of the source has it, as hidden ones are not read."""
    return f".{folder.name}/{name}"


class Reader:
    """Reads the files that a survey found, except what is known from a snapshot: ``known``, by the file's key."""

    def __init__(
        self, found: Survey, additions: Additions | None, previous: Snapshot | None, read_files: ReadFiles
    ) -> None:
        self._found = found
        self._read_files = read_files
        self._additions = additions
        self._previous = previous
        self.known = known_files(previous) if previous else {}

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what is known of some files, so that ``read`` gives all of their articles."""
        for key in keys:
            self.known.pop(key, None)

    def read(
        self, progress: Callable[[int, int], None] | None = None
    ) -> tuple[list[FileRead], list[FileRead] | None]:
        """The files of the source, and those that admins added: None without additions.

        ``progress`` counts the files of the source. Raises SourceError.
        """
        begun: deque[FileRead | _Begun] = deque()
        source = len(self._found.files)
        read: list[FileRead] = []
        for file in self._in_order(begun, self._read_files(self._requests(begun))):
            read.append(file)
            if progress is not None and len(read) <= source:
                progress(len(read), source)
        return read[:source], None if self._additions is None else read[source:]

    def _requests(self, begun: "deque[FileRead | _Begun]") -> Iterator[Request]:
        """The files that must be parsed. Whatever was begun, these or others, is added to ``begun``."""
        for file in self._begin():
            begun.append(file)
            if isinstance(file, _Begun):
                yield file.request

    def _in_order(
        self, begun: "deque[FileRead | _Begun]", answers: Iterable[Read | Unread]
    ) -> Iterator[FileRead]:
        """Every file in its order; an answer is that to the first file which still waits for one."""
        for answer in answers:
            while isinstance(first := begun.popleft(), FileRead):
                yield first
            yield self._done(first, answer)
        yield from (file for file in begun if isinstance(file, FileRead))

    def _begin(self) -> "Iterator[FileRead | _Begun]":
        """Open the files of the source, then the added ones."""
        for file in self._found.files:
            key = f"{mark}\0{file.name}" if (mark := _keys_mark(file.keys)) else file.name
            yield self._file(key, file.name, file.stamp, partial(read_source_file, file), file.keys)
        if self._additions is not None:
            for added, stamp in self._found.added:
                key = f"{added.sha256}\0{added.name}"
                yield self._file(key, added.name, stamp, partial(_added, self._additions, added))

    def _file(
        self,
        key: str,
        name: str,
        stamp: Stamp | None,
        read: Callable[[], bytes | Unread],
        keys: KeyMap = NO_KEY_MAP,
    ) -> "FileRead | _Begun":
        known = self.known.get(key)
        if known and stamp is not None and known.stamp == stamp:
            return known
        data = read()
        settled = stamp if _are_settled([stamp], self._found.looked_at, self._found.unsettled) else None
        if isinstance(data, Unread):
            return FileRead(key, settled if data.lasting else None, b"", (), (data.problem,))
        content = hashlib.blake2b(data, digest_size=16).digest()
        if known and known.content == content:
            return replace(known, stamp=settled)
        lines = (
            {each.raw: each for each in known.records if each.raw and isinstance(each.state, Held)}
            if known
            else {}
        )
        return _Begun(key, settled, content, Request(name, data, lines, keys))

    def _done(self, begun: "_Begun", answer: Read | Unread) -> FileRead:
        key, stamp, content, _ = begun
        if isinstance(answer, Unread):
            return FileRead(
                key,
                stamp if answer.lasting else None,
                content if answer.lasting else b"",
                (),
                (answer.problem,),
            )
        read, problems = answer
        records = tuple(replace(each, origin=Origin(key, at)) for at, each in enumerate(read))
        known = self.known.get(key)
        if known and self._previous:
            records = tuple(_unless_changed(records, known.records, self._previous))
        return FileRead(key, stamp, content, records, tuple(problems))


class _Begun(NamedTuple):
    """A file that was opened and must be parsed. ``stamp`` and ``content`` are those of its ``FileRead``."""

    key: str
    stamp: Stamp | None
    content: bytes
    request: Request


def _added(additions: Additions, file: AddedFile) -> bytes | Unread:
    try:
        return additions.read(file)
    except AdditionsError as error:
        return Unread(Problem(file.name, None, f"{error}: add it again"), lasting=False)


def _are_settled(stamps: Sequence[Stamp | None], looked_at: int, unsettled: int) -> bool:
    """Whether none of the files was touched shortly before."""
    known = [stamp for stamp in stamps if stamp is not None]
    # There may be hundreds of thousands.
    last = max(max(map(itemgetter(at), known), default=0) for at in (_MODIFIED, _CHANGED))
    return len(known) == len(stamps) and last < looked_at - unsettled


def _unless_changed(
    records: Iterable[Record], known: Iterable[Record], previous: Snapshot
) -> Iterator[Record]:
    """The records of a changed file. Those whose articles the index already has are marked as held there."""
    positions = {record.id: (record.position, record.content) for record in known}
    facts = Texts.named("facts", previous.arrays)
    for record in records:
        position, content = positions.get(record.id, (None, b""))
        article = record.article
        if (
            position is not None
            and article is not None
            and content == record.content
            and facts[position] == facts_of(article)
            and previous.articles.language(position) == article.language
        ):
            yield replace(record, state=Held(position))
        else:
            yield record


def known_files(snapshot: Snapshot) -> dict[str, FileRead]:
    """What each file of a snapshot's source gave, by the file's key."""
    known = {}
    rows = snapshot.arrays["files.values"].tobytes()
    for key, stamp, content, records, problems in json.loads(b"[%b]" % rows[: -len(_END)]):  # all at once
        path = _path(key)
        known[key] = FileRead(
            key,
            Stamp(*stamp) if stamp else None,
            bytes.fromhex(content),
            tuple(
                Record(
                    article_id,
                    bytes.fromhex(digest),
                    Place(inside or path, line, number),
                    LeftOut() if position is None else Held(position),
                    bytes.fromhex(raw),
                    Origin(key, at),
                )
                for at, (article_id, digest, inside, line, number, position, raw) in enumerate(records)
            ),
            tuple(Problem(*problem) for problem in problems),
        )
    return known


def _keys_mark(keys: KeyMap) -> str:
    """What tells one map of keys from another; empty for none."""
    return hashlib.blake2b(repr(keys.keys).encode(), digest_size=8).hexdigest() if keys else ""


def _path(key: str) -> str:
    """The path of a file's articles and problems, unless they stand in an archive."""
    return shown_name(key.rpartition("\0")[2])


def file_rows(files: Iterable[FileRead], positions: Mapping[Origin, int]) -> Texts:
    """The rows that ``known_files`` reads; ``positions`` gives each record's article in the index, if it is there."""
    return Texts.of(json.dumps(_row(file, positions), separators=(",", ":")) + _END for file in files)


def _row(file: FileRead, positions: Mapping[Origin, int]) -> Sequence[Any]:
    path = _path(file.key)
    records = [
        [
            each.id,
            each.content.hex(),
            None if each.place.path == path else each.place.path,  # a file in an archive
            each.place.line,
            each.place.number,
            positions.get(Origin(file.key, at)),
            each.raw.hex(),
        ]
        for at, each in enumerate(file.records)
    ]
    problems = [[problem.path, problem.line, problem.reason, problem.noted] for problem in file.problems]
    return [file.key, file.stamp, file.content.hex(), records, problems]
