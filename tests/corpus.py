"""A whole folder read and indexed in one plain pass, in memory: what incremental building is compared with."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from knowledge import Article, Problem, Snapshot
from knowledge.index.analysing import analysed
from knowledge.index.snapshot import completed, with_encoder
from knowledge.index.vectors import encoded_passages
from knowledge.meaning.encoder import Encoder
from knowledge.reading.document import Unread, order, read_records
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.folder import list_source, read_source_file


class Corpus(NamedTuple):
    """The articles of a source in reading order, and everything that was refused."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()


def read_corpus(path: Path, progress: Callable[[int, int], None] | None = None) -> Corpus:
    """The articles of a folder or file. ``progress(done, total)`` counts files. Raises SourceError."""
    files, problems = list_source(path)
    records = []
    for done, file in enumerate(files, 1):
        data = read_source_file(file)
        if isinstance(data, Unread):
            problems.append(data.problem)
        else:
            read, refused = read_records(file.name, data, keys=file.keys)
            records += read
            problems += refused
        if progress is not None:
            progress(done, len(files))
    kept, duplicates = without_duplicates(records)
    return Corpus(articles_of(kept), tuple(sorted([*problems, *duplicates], key=order)))


def build_snapshot(corpus: Corpus, encoder: Encoder | None = None) -> Snapshot:
    """The snapshot of a corpus. Raises EmptyCorpus when there is no passage to answer from."""
    started = time.perf_counter()
    arrays = analysed(corpus.articles)
    if encoder is not None:
        arrays |= encoded_passages(arrays, encoder, None)
    return with_encoder(completed(arrays, corpus.problems, started), encoder)
