"""The contract of a snapshot, over a local and a remote one: the same answers, to the last bit."""

import pytest

from knowledge import Article, Earlier, Quotation, Snapshot, answer, further, hits, topic_articles
from knowledge.answering.extracts import brief
from knowledge.storage.remote.cluster import Cluster
from knowledge.storage.remote.generations import current_generation, open_generation
from knowledge.storage.remote.publishing import Publisher
from tests.corpus import Corpus, build_snapshot, read_corpus
from tests.evaluation.pinned import ARTICLES
from tests.evaluation.readers import PARTS, readers

ODD = (
    "Who was the preisdent of Venezuela?",
    "the and of",
    "",
    "latest news",
    "news about Sweden",
    "after:2023 Notre-Dame",
    'before:1990 "nuclear power"',
    "source:Verbatim -ship canal",
    "How old is the captain?",
    "NASA UN EU",
    "a" * 400,
    "Ever Given " * 30,
)


def remote(local: Snapshot, cluster: Cluster) -> Snapshot:
    """The snapshot as a bot has it that answers from the cluster."""
    Publisher(cluster, grace=0).publish(local)
    number = current_generation(cluster)
    assert number is not None
    return open_generation(cluster, number)


@pytest.fixture(scope="module")
def bundled() -> Snapshot:
    return build_snapshot(read_corpus(ARTICLES))


@pytest.fixture
def pair(bundled: Snapshot, cluster: Cluster) -> tuple[Snapshot, Snapshot]:
    return bundled, remote(bundled, cluster)


def test_every_question_gets_the_same_answer(pair: tuple[Snapshot, Snapshot]) -> None:
    local, away = pair
    asked = [each.judged.question for part in PARTS for each in readers(part)]
    for question in (*asked, *ODD):
        assert answer(question, away) == answer(question, local), question
        assert hits(question, away, 10) == hits(question, local, 10), question


def test_what_follows_an_answer_is_the_same(pair: tuple[Snapshot, Snapshot]) -> None:
    local, away = pair
    position = local.ranker.rank(["ship"], 1)[0].position
    quoted = Quotation(local.passages[position].key, 0, 50)
    earlier = Earlier("How long is the Ever Given?", (quoted,))
    for question in ("Who owns it?", "and why?", "more", "by whom?"):
        assert answer(question, away, earlier=earlier) == answer(question, local, earlier=earlier), question
    assert further(away, earlier) == further(local, earlier)
    assert topic_articles("Notre-Dame", away) == topic_articles("Notre-Dame", local)
    assert brief(away, 0) == brief(local, 0)


def test_articles_passages_and_what_is_counted_are_the_same(pair: tuple[Snapshot, Snapshot]) -> None:
    local, away = pair
    assert away.articles == local.articles
    assert away.passages == local.passages
    assert away.passages[3:7] == local.passages[3:7]
    assert away.languages == local.languages
    assert away.problems == local.problems
    assert away.background.usual(away.languages) == local.background.usual(local.languages)
    for position, passage in enumerate(local.passages):
        assert away.positions.get(passage.key) == local.positions.get(passage.key) is not None
        assert away.occurrences.terms_of(position).tolist() == local.occurrences.terms_of(position).tolist()


@pytest.mark.parametrize(
    "body",
    ["?!", "word " * 3_000, "a cube of 1902\u00b3 and 🚢", "\u0e01" * 500, "one\ttwo\u00a0three"],
)
def test_odd_texts_come_back_as_they_were(cluster: Cluster, body: str) -> None:
    articles = (
        Article("a", "A title", body, "en", "a.txt"),
        Article("b", "Another", "Another word about a thing.", "en", "b.txt"),
    )
    local = build_snapshot(Corpus(articles, ()))
    away = remote(local, cluster)
    assert away.articles == local.articles
    for question in ("word", "cube", "one two three", "Another thing"):
        assert answer(question, away) == answer(question, local)
