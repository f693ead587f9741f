"""Building a snapshot of a source: everything the first time, and afterwards only what has changed.

The outcome is always the same as that of a first build. The rules that drop duplicates and lay added articles over
others need only what is known of each record, whether or not its article is at hand.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.arrays import Arrays
from knowledge.articles import Problem
from knowledge.index.analysing import analysed
from knowledge.index.merging import merged
from knowledge.index.snapshot import Snapshot, completed, described
from knowledge.index.texts import Texts
from knowledge.index.vectors import chance_of, encoded_passages, encoder_of
from knowledge.library.additions import Additions
from knowledge.library.losses import check_losses
from knowledge.library.sources import FileRead, Reader, Survey, file_rows, known_files
from knowledge.meaning.encoder import Encoder
from knowledge.reading.document import ReadFiles, order
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.record import LeftOut, Place, Record
from knowledge.reading.separate_process import read_separately
from knowledge.storage.drafts import VectorDraft

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``.

"reading" counts files, "indexing" the articles to be analysed, and "encoding" the passages to be encoded.
"""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoder of passages, and where a build keeps what it has encoded so far, if anywhere."""

    encoder: Encoder
    draft: VectorDraft | None = None

    @classmethod
    def into(cls, encoder: Encoder | None, folder: Path | None) -> "Encoding | None":
        """With a draft in an index's folder; None without an encoder."""
        if encoder is None:
            return None
        return cls(encoder, VectorDraft(folder, encoder.name) if folder is not None else None)

    def done(self) -> None:
        """Forget the draft: the index has all of it."""
        if self.draft is not None:
            self.draft.remove()

    def arrays(self, arrays: Arrays, progress: Progress | None) -> Arrays:
        """The vectors of the passages in these arrays."""
        return encoded_passages(arrays, self.encoder, self.draft, _stage(progress, "encoding"))


def is_current(found: Survey, snapshot: Snapshot, encoder: Encoder | None) -> bool:
    """Whether a snapshot is of the source as it was surveyed, with the vectors of the encoder, if there is one."""
    return found.is_of(snapshot) and _has_vectors(snapshot, encoder)


def refreshed(
    found: Survey,
    additions: Additions | None,
    previous: Snapshot | None = None,
    progress: Progress | None = None,
    may_lose: str | None = None,
    read_files: ReadFiles = read_separately,
    encoding: Encoding | None = None,
) -> Snapshot:
    """The snapshot of a surveyed source; ``previous`` itself when nothing has changed.

    With ``encoding`` the passages get vectors. Those that the same encoder made for unchanged articles are kept.

    Nothing is copied from a previous snapshot whose files are damaged. ``may_lose`` says which losses since the
    previous snapshot are taken: see ``check_losses``.

    Raises SourceError, SourceShrunk, EncoderError, or EmptyCorpus when there is no passage to answer from.
    """
    started = time.perf_counter()
    encoder = encoding.encoder if encoding else None
    if previous is not None and is_current(found, previous, encoder):
        return previous
    if previous is not None and not previous.is_sound():
        previous = None
    reader = Reader(found, additions, previous, read_files)
    files, added = reader.read(_stage(progress, "reading"))
    kept, problems = _arranged(found, files, added)
    check_losses(reader.known, kept, found.removed, may_lose)  # before the longest part, the analysis
    # A record that was left out can be wanted now that its duplicate is gone. Then its file is read again. Once is
    # usually enough; a file that changes meanwhile can bring up others.
    while again := {each.origin.file for each in kept if isinstance(each.state, LeftOut) and each.origin}:
        reader.forget(again)
        files, added = reader.read()
        kept, problems = _arranged(found, files, added)
    read = [*files, *(added or ())]
    rows = file_rows(read, {each.origin: position for position, each in enumerate(kept) if each.origin})
    digest = found.digest if all(file.stamp for file in read) else ""
    if previous is not None and [each.position for each in kept] == list(range(len(previous.articles))):
        same = _with_rows(previous, problems, rows, digest, started)
        if encoding is None or _has_vectors(previous, encoder):
            return same
        arrays = same.arrays | encoding.arrays(same.arrays, progress)
        seconds = time.perf_counter() - started
        return replace(same, arrays=arrays | chance_of(arrays), build_seconds=seconds)
    new = analysed(articles_of(kept), _stage(progress, "indexing"))
    if previous is not None and any(each.position is not None for each in kept):
        if encoding is not None and _has_vectors(previous, encoder):
            new |= encoding.arrays(new, progress)
        fresh = iter(range(len(kept)))
        places = [(1, next(fresh)) if each.position is None else (0, each.position) for each in kept]
        new = merged(previous.arrays, new, places)
    if encoding is not None and encoder_of(new) is None:
        new |= encoding.arrays(new, progress)
    return completed(new, problems, started, files=rows, survey=digest)


def held_records(snapshot: Snapshot) -> list[Record]:
    """What is known of the articles of a snapshot, in their order."""
    held = [
        (record.position, record)
        for file in known_files(snapshot).values()
        for record in file.records
        if record.position is not None
    ]
    return [_without_place(record) for _, record in sorted(held, key=lambda pair: pair[0])]


def _arranged(
    found: Survey, files: Iterable[FileRead], added: Sequence[FileRead] | None
) -> tuple[list[Record], tuple[Problem, ...]]:
    """The records to answer from, and everything that was refused; ``added`` is None without additions.

    Added articles replace those with the same id in place, and otherwise follow them. Removed articles are dropped.
    """
    records: list[Record] = []
    refused = list(found.problems)
    for file in files:
        records += file.records
        refused += file.problems
    kept, duplicates = without_duplicates(records)
    problems = sorted([*refused, *duplicates], key=order)
    if added is None:
        return kept, tuple(problems)
    over: dict[str, Record] = {}
    for file in added:
        own, duplicates = without_duplicates(file.records)
        over |= {each.id: each for each in own}
        problems += sorted([*file.problems, *duplicates], key=order)
    laid_over = [over.pop(each.id, each) for each in kept]
    # Removed articles go first: nothing is a duplicate of an article that is gone.
    left = (_without_place(each) for each in (*laid_over, *over.values()) if each.id not in found.removed)
    kept, duplicates = without_duplicates(left)
    return kept, (*problems, *duplicates)


def _without_place(record: Record) -> Record:
    """A record without its place in its file: problems name that only among the records of one source."""
    return replace(record, place=Place(record.place.path))


def _with_rows(
    previous: Snapshot, problems: tuple[Problem, ...], rows: Texts, digest: str, started: float
) -> Snapshot:
    """A snapshot of the same articles, where at most the rows about their files have changed."""
    about = described(problems, rows)
    same = all(array.tobytes() == previous.arrays[name].tobytes() for name, array in about.items())
    if same and digest == previous.survey:
        return previous
    return replace(
        previous,
        problems=problems,
        survey=digest,
        arrays=previous.arrays | about,
        build_seconds=time.perf_counter() - started,
    )


def _has_vectors(snapshot: Snapshot, encoder: Encoder | None) -> bool:
    return encoder is None or encoder_of(snapshot.arrays) == encoder.name


def _stage(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(stage, done, total)) if progress else None
