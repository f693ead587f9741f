"""Questions written with the bundled articles at hand, and how they are answered today."""

from pathlib import Path

from knowledge.answering.answer import answer
from knowledge.answers import Answer
from knowledge.evaluation.measures import evaluate, read_judged
from tests.corpus import build_snapshot, read_corpus
from tests.evaluation.pinned import ARTICLES, Counts, PinnedSet

QUESTIONS = Path(__file__).with_name("bundled.jsonl")

MEASURES = (
    "answerable",
    "right article first",
    "right paragraph first",
    "answer in the first excerpt",
    "answered",
    "unanswerable",
    "refused",
)


def measured() -> Counts:
    """How many questions are treated rightly, of how many."""
    snapshot = build_snapshot(read_corpus(ARTICLES))
    counts = dict.fromkeys(MEASURES, 0)
    for result in evaluate(read_judged(QUESTIONS), snapshot):
        is_answered = isinstance(answer(result.judged.question, snapshot), Answer)
        if not result.judged.answerable:
            counts["unanswerable"] += 1
            counts["refused"] += not is_answered
            continue
        counts["answerable"] += 1
        counts["answered"] += is_answered
        counts["right article first"] += result.shown[:1] != () and (
            result.shown[0].article.id == result.judged.article
        )
        counts["right paragraph first"] += result.rank == 1
        counts["answer in the first excerpt"] += result.supported == 1
    return counts


BUNDLED = PinnedSet(QUESTIONS, measured)
