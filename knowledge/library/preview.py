"""What adding a document would do, without doing it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.articles import Article, Problem
from knowledge.index.snapshot import Snapshot
from knowledge.library.building import held_records
from knowledge.reading.duplicates import articles_of, without_duplicates
from knowledge.reading.record import fresh_record


@dataclass(frozen=True, slots=True)
class Preview:
    """The articles that documents add, those that they replace, and what is refused.

    ``is_there`` is whether the knowledge base holds just these articles already.
    """

    articles: tuple[Article, ...]
    replaced: tuple[Article, ...]
    problems: tuple[Problem, ...]
    is_there: bool = False


def preview(
    articles: Iterable[Article],
    problems: Iterable[Problem],
    current: Snapshot | None,
    replaced_ids: Collection[str],
) -> Preview:
    """The preview of a document over a snapshot: what reading it gave, and what was refused.

    ``replaced_ids`` are the ids of articles from an earlier document of the same name, which this one replaces.
    """
    articles = tuple(articles)
    ids = {article.id for article in articles} | set(replaced_ids)
    held = held_records(current) if current is not None else []
    replaced = [at for at, record in enumerate(held) if record.id in ids]
    left = (record for record in held if record.id not in ids)
    kept, duplicates = without_duplicates([*left, *map(fresh_record, articles)])
    return Preview(
        articles=articles_of(kept),  # the articles that are held are not at hand, so these are the new ones
        replaced=tuple(current.articles[at] for at in replaced) if current is not None else (),
        problems=(*problems, *duplicates),
    )
