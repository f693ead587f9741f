"""Fits the constants of retrieval again: ``python -m tests.evaluation.fit bm25|ordering|confidence DATA``.

Prints them; nothing is written. Articles are split, not questions, so that what is reported was not fitted.
"""

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.answering.bounds import LEAST_CONFIDENCE
from knowledge.answering.ordering import BY_WORDS, Evidence, Features, Judge, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.evaluation.measures import refused_at_kept
from knowledge.index.snapshot import Snapshot
from knowledge.meaning.encoder import Encoder
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import invert
from tests.corpus import Corpus, build_snapshot
from tests.evaluation.questions import Question, QuestionSet, read_set

Matrix = npt.NDArray[np.float64]
Choice = tuple[Matrix, npt.NDArray[np.bool_]]
"""The features of one question's candidates, a row each, and which of them are right."""

PAIRS = ((0.9, 0.4), (0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.6, 0.75), (0.9, 0.75), (1.2, 0.4))


def choices(
    questions: QuestionSet, stride: int, keep: Callable[[str], bool] = lambda _: True
) -> list[Choice]:
    snapshot = build_snapshot(questions.corpus)
    found = []
    for question in questions.questions[::stride]:
        if not questions.is_inside(question) or not keep(question.article):
            continue
        candidates = ordered_candidates(Query(question.text, snapshot))
        right = [questions.is_right(snapshot.passages[c.position], question) for c in candidates]
        if any(right) and not all(right):
            found.append((np.array([c.features for c in candidates]), np.array(right)))
    return found


def softmax_weights(found: Sequence[Choice], ridge: float = 2e-3) -> Matrix:
    """Newton's method, with halved steps, on the likelihood that a right candidate is chosen."""
    weights = np.zeros(found[0][0].shape[1])
    weights[0] = 5  # BM25's own order to begin with

    def loss(tried: Matrix) -> float:
        missed = sum(_log_sum(x @ tried) - _log_sum((x @ tried)[right]) for x, right in found)
        return missed / len(found) + ridge / 2 * float(tried @ tried)

    for _ in range(40):
        gradient = ridge * weights
        curvature = (ridge + 1e-9) * np.eye(len(weights))
        for x, right in found:
            chosen = _softmax(x @ weights)
            wanted = np.zeros(len(x))
            wanted[right] = _softmax((x @ weights)[right])
            gradient = gradient - (wanted - chosen) @ x / len(found)
            mean = chosen @ x
            curvature += ((x * chosen[:, None]).T @ x - np.outer(mean, mean)) / len(found)
        step = np.linalg.solve(curvature, gradient)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > 1e-4:
            step /= 2
        weights = weights - step
        if np.abs(step).max() < 1e-3:
            break
    return weights


def _softmax(values: Matrix) -> Matrix:
    powers = np.exp(values - values.max())
    share: Matrix = powers / powers.sum()
    return share


def _log_sum(values: Matrix) -> float:
    highest = float(values.max())
    return highest + float(np.log(np.exp(values - highest).sum()))


def fit_ordering(folder: Path) -> None:
    squad = read_set(folder, "squad")
    first_half = {article.id for article in squad.corpus.articles[::2]}
    fitted = choices(squad, 2, first_half.__contains__) + choices(read_set(folder, "facqa_id"), 4)
    rest = choices(squad, 2, lambda article: article not in first_half)
    weights = softmax_weights(fitted)
    print("weights:", {name: round(float(w), 2) for name, w in zip(Features._fields, weights, strict=True)})
    for left_out, name in [(None, "all"), *enumerate(Features._fields)]:
        kept = [i for i in range(len(weights)) if i != left_out]
        own = softmax_weights([(x[:, kept], right) for x, right in fitted])
        first = 100 * float(np.mean([right[np.argmax(x[:, kept] @ own)] for x, right in rest]))
        print(f"{'' if left_out is None else 'without '}{name}: {first:.1f} of the other half's in reach")


# What the confidence is fitted on. The other sets, and whatever else the folder holds, are only reported on.
FITTED = (
    "squad",
    "facqa_id",
    *(f"xquad_{code}" for code in ("en", "es", "ru", "zh", "th", "hi", "ar", "tr")),
)
FITTED_NULLS = "multihoprag500"
MOST = 400  # questions of each kind from a collection


class Judged(NamedTuple):
    """The evidence of the best candidate for a question: whether the question is answerable, and the candidate right.

    The evidence is None where there is no candidate. ``judge`` is what judges it.
    """

    evidence: Evidence | None
    answerable: bool
    right: bool
    judge: Judge = BY_WORDS


def collections(folder: Path) -> Iterator[tuple[str, QuestionSet]]:
    """Collections from five passages to all English ones together, with questions that they do not answer."""
    names = sorted(path.name.removesuffix(".json.gz") for path in folder.glob("*.json.gz"))
    for name in names:
        for half in (0, 1):
            yield name, read_set(folder, name, lambda number, half=half: number % 2 == half)  # type: ignore[misc]
    yield FITTED_NULLS, read_set(folder, FITTED_NULLS)
    for name, step in (("xquad_en", 4), ("xquad_es", 4), ("squad", 2)):
        for only in range(0, 48, step):
            yield f"one of {name}", read_set(folder, name, lambda number, only=only: number == only)  # type: ignore[misc]
    for name in ("squad", "norquad_news"):
        for first in (0, 6, 12, 18):
            yield (
                f"six of {name}",
                read_set(folder, name, lambda number, first=first: first <= number < first + 6),  # type: ignore[misc]
            )
    others = [read_set(folder, name) for name in names if name not in {"squad", "squad2"}]
    filling = tuple(
        replace(article, id=f"{each.name}/{article.id}")
        for each in others
        for article in each.corpus.articles
        if article.language == "en"
    )
    for half in (0, 1):
        own = read_set(folder, "squad", lambda number, half=half: number % 2 == half)  # type: ignore[misc]
        yield "squad among all", replace(own, corpus=Corpus((*own.corpus.articles, *filling)))


def judged(questions: QuestionSet, encoder: Encoder | None = None, most: int = MOST) -> list[Judged]:
    """The evidence for a sample of the questions that a collection answers, and of those that it does not."""
    inside = [question for question in questions.questions if questions.is_inside(question)]
    others = [q for q in questions.questions if not questions.is_inside(q)]
    if questions.name != FITTED_NULLS:  # those of SQuAD 2.0 that are about an article are out of reach
        others = [question for question in others if question.answerable]
    if not inside or not others:
        return []
    snapshot = build_snapshot(questions.corpus, encoder)
    found = []
    for question in (*_sample(inside, most), *_sample(others, most)):
        best = next(iter(ordered_candidates(Query(question.text, snapshot))), None)
        if best is None:
            found.append(Judged(None, question in inside, False))
        else:
            right = questions.is_right(snapshot.passages[best.position], question)
            found.append(Judged(best.evidence, questions.is_inside(question), right, best.judge))
    return found


def _sample(questions: Sequence[Question], most: int) -> Sequence[Question]:
    chosen = np.random.default_rng(1).permutation(len(questions))[:most]
    return [questions[index] for index in sorted(chosen.tolist())]


def logistic(groups: Sequence[Sequence[Judged]], ridge: float = 1e-3) -> Matrix:
    """Weights that tell right answers from answers to unanswerable questions. Each group counts as much."""
    rows, labels, shares = [], [], []
    for group in groups:
        sides = [
            [each.evidence for each in group if each.evidence and each.answerable and each.right],
            [each.evidence for each in group if each.evidence and not each.answerable],
        ]
        for label, side in zip((1.0, 0.0), sides, strict=True):
            rows += [[*evidence, 1.0] for evidence in side]
            labels += [label] * len(side)
            shares += [0.5 / len(side) / len(groups)] * len(side)
    x, y, share = np.array(rows), np.array(labels), np.array(shares)
    spread = x.std(axis=0)
    spread[spread == 0] = 1.0  # no age is asked for in some sets, and the last column is 1
    x = x / spread
    weights = np.zeros(x.shape[1])
    keep_small = ridge * np.eye(len(weights))
    keep_small[-1, -1] = 1e-9
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (share * (likely - y)) + keep_small @ weights
        curvature = (x.T * (share * likely * (1 - likely))) @ x + keep_small
        weights = weights - np.linalg.solve(curvature, gradient)
    fitted: Matrix = weights / spread
    return fitted


def fit_confidence(folder: Path) -> None:
    """Fits the confidence, and says for each collection what the threshold keeps and refuses."""
    groups: dict[str, list[Judged]] = {}
    for name, questions in collections(folder):
        groups.setdefault(name, []).extend(judged(questions))
        print(f"{name}: {len(questions.paragraphs)} paragraphs", file=sys.stderr, flush=True)
    groups = {name: group for name, group in groups.items() if any(each.right for each in group)}
    fitted = [name for name in groups if name in {*FITTED, FITTED_NULLS} or " " in name]
    weights = logistic([groups[name] for name in fitted])
    names = (*Evidence._fields, "at zero")
    print("weights:", {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)})
    at = {name: _confidences(group, weights) for name, group in groups.items()}
    for threshold in sorted({LEAST_CONFIDENCE, *np.linspace(0.1, 0.6, 11).round(2).tolist()}):
        kept = np.mean([(at[name][0] >= threshold).mean() for name in fitted])
        refused = np.mean([(at[name][1] < threshold).mean() for name in fitted])
        print(f"from {threshold:.2f}: {100 * kept:.1f} % kept, {100 * refused:.1f} % refused")
    for name, (right, others) in at.items():
        own = 100 * refused_at_kept(right, others)
        print(
            f"{'fitted' if name in fitted else 'other '} {name:18} {len(right):4} right, {len(others):4} others: at "
            f"{LEAST_CONFIDENCE} {100 * (right >= LEAST_CONFIDENCE).mean():5.1f} % kept, "
            f"{100 * (others < LEAST_CONFIDENCE).mean():5.1f} % refused; its own would refuse {own:.1f} %"
        )


def _confidences(group: Sequence[Judged], weights: Matrix) -> tuple[Matrix, Matrix]:
    """The confidences of the right answers, and of those to unanswerable questions; 0 where nothing was found."""

    def confidence(each: Judged) -> float:
        return (
            0.0
            if each.evidence is None
            else 1 / (1 + math.exp(-float(np.dot([*each.evidence, 1.0], weights))))
        )

    return (
        np.array([confidence(each) for each in group if each.answerable and each.right]),
        np.array([confidence(each) for each in group if not each.answerable]),
    )


def with_parameters(snapshot: Snapshot, k1: float, b: float) -> Snapshot:
    """The same passages, ranked with other parameters."""
    words = snapshot.occurrences
    postings = invert(snapshot.arrays["terms.values"], words.starts, len(words.numbers))
    return replace(snapshot, ranker=OkapiRanker.build(words.numbers, postings, k1=k1, b=b))


def fit_bm25(folder: Path) -> None:
    for k1, b in PAIRS:
        shares = []
        for name, stride in (
            ("squad", 4),
            ("facqa_id", 3),
            ("norquad_news", 1),
            ("xquad_es", 2),
            ("xquad_de", 2),
        ):
            questions = read_set(folder, name)
            snapshot = with_parameters(build_snapshot(questions.corpus), k1, b)
            asked = [q for q in questions.questions if questions.is_inside(q)][::stride]
            best = [snapshot.ranker.rank(Query(q.text, snapshot).terms, 1) for q in asked]
            right = [
                bool(found) and questions.is_right(snapshot.passages[found[0].position], q)
                for q, found in zip(asked, best, strict=True)
            ]
            shares.append(f"{name} {100 * sum(right) / len(right):.1f}")
        print(f"k1 {k1}, b {b}: {', '.join(shares)}", flush=True)


def main() -> None:
    what, folder = sys.argv[1:]
    {"bm25": fit_bm25, "ordering": fit_ordering, "confidence": fit_confidence}[what](Path(folder))


if __name__ == "__main__":
    main()
