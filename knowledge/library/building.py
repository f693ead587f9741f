"""Building a snapshot of a source: everything the first time, and afterwards only what has changed.

The outcome is always the same as that of a first build. The rules that drop duplicates and lay added articles over
others need only what is known of each record, whether or not its article is at hand.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from knowledge.articles import Problem
from knowledge.index.analysing import analysed
from knowledge.index.merging import merged
from knowledge.index.snapshot import Snapshot, completed, described
from knowledge.index.texts import Texts
from knowledge.library.additions import Additions
from knowledge.library.losses import check_losses
from knowledge.library.sources import FileRead, Reader, Survey, file_rows, known_files
from knowledge.reading.document import ReadFiles, order
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.record import LeftOut, Place, Record
from knowledge.reading.separate_process import read_separately

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``: "reading" counts files, "indexing" the articles to be analysed."""


def refreshed(
    found: Survey,
    additions: Additions | None,
    previous: Snapshot | None = None,
    progress: Progress | None = None,
    may_lose: str | None = None,
    read_files: ReadFiles = read_separately,
) -> Snapshot:
    """The snapshot of a surveyed source; ``previous`` itself when nothing has changed.

    Nothing is copied from a previous snapshot whose files are damaged. ``may_lose`` says which losses since the
    previous snapshot are taken: see ``check_losses``.

    Raises SourceError, SourceShrunk, or EmptyCorpus when there is no passage to answer from.
    """
    started = time.perf_counter()
    if previous is not None and found.is_of(previous):
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
        return _with_rows(previous, problems, rows, digest, started)
    new = analysed(articles_of(kept), _stage(progress, "indexing"))
    if previous is not None and any(each.position is not None for each in kept):
        fresh = iter(range(len(kept)))
        places = [(1, next(fresh)) if each.position is None else (0, each.position) for each in kept]
        new = merged(previous.arrays, new, places)
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


def _stage(progress: Progress | None, stage: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(stage, done, total)) if progress else None
