"""Building a snapshot of a source: everything the first time, and afterwards what has changed.

Whatever was known before, the outcome is the same as of a first build: the rules that leave duplicates out and
lay added articles over others work on what is known of every article, whether or not it is at hand.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from knowledge.articles import Problem
from knowledge.index.analysing import analysed
from knowledge.index.merging import merged
from knowledge.index.snapshot import Engine, Snapshot, completed, described
from knowledge.index.texts import Texts
from knowledge.library.additions import Additions, State
from knowledge.library.sources import FileRead, Reader, Survey, file_rows, known_files, survey
from knowledge.reading.document import place
from knowledge.reading.duplicates import Located, articles_of, without_duplicate_records

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``: "reading" counts files, "indexing" the articles to be analysed."""


def refreshed(
    source: Path,
    additions: Additions | None,
    state: State,
    engine: Engine,
    previous: Snapshot | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """The snapshot of a source with a state of additions; ``previous`` itself when nothing has changed.

    Of a previous one whose files are damaged nothing is taken over.

    Raises SourceError, or EmptyCorpus when there is no passage to answer from.
    """
    started = time.perf_counter()
    found = survey(source, additions, state)
    if previous is not None and found.digest and found.digest == previous.survey:
        return previous
    if previous is not None and not previous.is_sound():
        previous = None
    reader = Reader(found, additions, previous)
    reported = _stage(progress, "reading")
    while True:
        files = list(reader.source_files(reported))
        added = list(reader.added_files())
        kept, problems = _arranged(files, found, added if additions is not None else None)
        missing = {each.origin[0] for each in kept if each.article is None and each.held is None}
        if not missing:
            break
        reported = None
        for key in missing:
            reader.forget(key)
    read = [*files, *added]
    rows = file_rows(read, {each.origin: position for position, each in enumerate(kept)})
    digest = found.digest if all(file.stamp for file in read) else ""
    if previous is not None and [each.held for each in kept] == list(range(len(previous.articles))):
        return _with_rows(previous, problems, rows, digest, started)
    new = analysed(articles_of(kept), _stage(progress, "indexing"))
    if any(each.held is not None for each in kept) and previous is not None:
        fresh = iter(range(len(kept)))
        order = [(1, next(fresh)) if each.held is None else (0, each.held) for each in kept]
        new = merged(previous.arrays, new, order)
    return completed(new, problems, engine, started, files=rows, survey=digest)


def is_fresh(snapshot: Snapshot | None, source: Path, additions: Additions | None, state: State) -> bool:
    """Whether a snapshot is known to be that of a source and a state as they are now. Raises SourceError."""
    if snapshot is None or not snapshot.survey:
        return False
    return survey(source, additions, state).digest == snapshot.survey


def held_records(snapshot: Snapshot) -> list[Located]:
    """What is known of the articles of a snapshot, in their order."""
    held = [
        (record.held, record)
        for file in known_files(snapshot).values()
        for record in file.records
        if record.held is not None
    ]
    return [_bare(record) for _, record in sorted(held, key=lambda pair: pair[0])]


def _arranged(
    files: Iterable[FileRead], found: Survey, added: Iterable[FileRead] | None
) -> tuple[list[Located], tuple[Problem, ...]]:
    """The articles to answer from, and everything that was refused; ``added`` is None without additions.

    Added articles replace those of the same id in place and follow the others; removed ones go.
    """
    records: list[Located] = []
    refused = list(found.problems)
    for file in files:
        records += file.records
        refused += file.problems
    kept, duplicates = without_duplicate_records(records)
    problems = sorted([*refused, *duplicates], key=place)
    if added is None:
        return kept, tuple(problems)
    over: dict[str, Located] = {}
    for file in added:
        own, duplicates = without_duplicate_records(file.records)
        over |= {each.id: each for each in own}
        problems += sorted([*file.problems, *duplicates], key=place)
    laid_over = [over.pop(each.id, each) for each in kept]
    # Removed ones go first: whatever says the same as one of them is not a duplicate of anything left.
    left = (_bare(each) for each in (*laid_over, *over.values()) if each.id not in found.removed)
    kept, duplicates = without_duplicate_records(left)
    return kept, (*problems, *duplicates)


def _bare(record: Located) -> Located:
    """A record without its place in its file, which is told of those of one source only."""
    return replace(record, line=None, record=None)


def _with_rows(
    previous: Snapshot, problems: tuple[Problem, ...], rows: Texts, digest: str, started: float
) -> Snapshot:
    """A snapshot of the same articles, of which only what is known about their files may have changed."""
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
