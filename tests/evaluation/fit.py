"""Fits the constants of retrieval again: ``python -m tests.evaluation.fit bm25|ordering|confidence DATA``.

Prints them; nothing is written. Articles are split, not questions, so that what is reported was not fitted.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.answering.ordering import Evidence, Features, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.index.snapshot import Snapshot
from knowledge.ranking.okapi import OkapiRanker
from knowledge.ranking.postings import invert
from tests.corpus import build_snapshot
from tests.evaluation.questions import QuestionSet, read_set

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


def sizes(folder: Path) -> Iterator[tuple[str, QuestionSet, int]]:
    """Collections from a handful of passages to a thousand, each with questions that it does not answer."""
    for half in (0, 1):
        for name, stride in (("squad", 10), ("facqa_id", 6), ("xquad_en", 2), ("xquad_es", 2)):
            yield name, read_set(folder, name, lambda number, half=half: number % 2 == half), stride  # type: ignore[misc]
    for name, numbers in (
        ("xquad_en", range(0, 48, 3)),
        ("xquad_es", range(0, 48, 4)),
        ("squad", range(0, 24, 2)),
    ):
        for only in numbers:
            yield f"one of {name}", read_set(folder, name, lambda number, only=only: number == only), 1  # type: ignore[misc]


def evidence(folder: Path) -> dict[str, list[tuple[Evidence, bool]]]:
    """The evidence of the best candidate of each question, and whether the question is answerable there."""
    found: dict[str, list[tuple[Evidence, bool]]] = {}
    for name, questions, stride in sizes(folder):
        snapshot = build_snapshot(questions.corpus)
        inside = [q for q in questions.questions[::stride] if questions.is_inside(q)]
        outside = [q for q in questions.questions[::stride] if q.answerable and not questions.is_inside(q)]
        spread = max(1, len(outside) // max(1, len(inside)))
        for question in (*inside, *outside[::spread]):
            best = ordered_candidates(Query(question.text, snapshot))[:1]
            found.setdefault(name, []).extend((c.evidence, question in inside) for c in best)
    return found


def fit_confidence(folder: Path) -> None:
    groups = evidence(folder)
    rows = [
        (row, yes, 0.5 / sum(y == yes for _, y in group)) for group in groups.values() for row, yes in group
    ]
    x = np.array([[*row, 1.0] for row, _, _ in rows])
    y = np.array([yes for _, yes, _ in rows], dtype=float)
    share = np.array([part for _, _, part in rows]) / len(groups)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (likely - y)) + 1e-4 * weights
        curvature = (x.T * (share * likely * (1 - likely))) @ x + 1e-4 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curvature, gradient)
    print(
        "weights:",
        {n: round(float(w), 2) for n, w in zip((*Evidence._fields, "at zero"), weights, strict=True)},
    )
    for name, group in groups.items():
        values = [1 / (1 + np.exp(-np.array([*row, 1.0]) @ weights)) for row, yes in group if yes]
        print(f"{name}: 5th percentile of the answerable {np.percentile(values, 5):.3f}")


def with_parameters(snapshot: Snapshot, k1: float, b: float) -> Snapshot:
    """The same passages, ranked with other parameters."""
    words = snapshot.occurrences
    postings = invert(words.terms, words.starts, len(words.numbers))
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
