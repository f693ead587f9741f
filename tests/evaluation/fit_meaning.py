"""Fits the confidence that has an encoder: ``python -m tests.evaluation.fit_meaning DATA FOLDER``.

FOLDER holds a multilingual sentence encoder. Prints the weights, and what the threshold keeps of the right answers and
refuses of the questions on articles that are left out. Nothing is written.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.answering.bounds import LEAST_CONFIDENCE
from knowledge.answering.ordering import BY_BOTH, FOREIGN, Evidence, Judge
from knowledge.evaluation.measures import auroc, refused_at_kept
from knowledge.meaning.encoder import Encoder
from knowledge.meaning.onnx_encoder import open_encoder
from tests.evaluation.across import LANGUAGES, across
from tests.evaluation.fit import Judged, Matrix, judged, logistic
from tests.evaluation.questions import QuestionSet, read_set

FITTED = ("across", "within", "xquad_en", "xquad_es", "xquad_zh", "xquad_ar", "facqa_id", "squad")
REPORTED = ("norquad_news",)
_FEWEST = 20  # of each kind, for a set to be fitted on
_MOST = {"squad": 200, "facqa_id": 200}
# Added to what is fitted, so that the one threshold refuses at least as much as it does without an encoder.
_HARDER = {BY_BOTH: -0.8, FOREIGN: -0.8}


def collections(folder: Path) -> Iterator[tuple[str, QuestionSet]]:
    """Halves of each set, with the questions on both."""
    for half in (0, 1):
        for name, foreign in (("across", True), ("within", False)):
            # Whole rounds of languages, so that both halves have all of them.
            yield (
                name,
                across(folder, foreign=foreign, keep=lambda n, half=half: n // len(LANGUAGES) % 2 == half),  # type: ignore[misc]
            )
        for name in (*FITTED[2:], *REPORTED):
            yield name, read_set(folder, name, lambda number, half=half: number % 2 == half)  # type: ignore[misc]
    for name in ("xquad_en", "xquad_es"):
        for only in range(0, 48, 6):
            yield f"one of {name}", read_set(folder, name, lambda number, only=only: number == only)  # type: ignore[misc]
    for first in range(0, 24, 6):
        yield "six across", across(folder, foreign=True, keep=lambda n, first=first: first <= n < first + 6)  # type: ignore[misc]


def fit(folder: Path, encoder: Encoder) -> None:
    groups: dict[str, list[Judged]] = {}
    for name, questions in collections(folder):
        groups.setdefault(name, []).extend(judged(questions, encoder, _MOST.get(name, 150)))
        print(f"read {name}", file=sys.stderr, flush=True)
    fitted = {}
    for judge, harder in _HARDER.items():
        own = [
            [each for each in group if each.judge is judge]
            for name, group in groups.items()
            if name not in REPORTED
        ]
        weights = logistic([group for group in own if _has_both(group)])
        if judge is FOREIGN:
            weights = _of_meaning_alone(own)
        fitted[judge] = Judge(Evidence(*weights[:-1]), weights[-1] + harder)
        print(judge_text(fitted[judge]))
    for label, judges in (("fitted now", fitted), ("as it is", {judge: judge for judge in _HARDER})):
        for name, group in groups.items():
            print(f"{label:11} {name:16} {report(group, judges)}")


def _has_both(group: Sequence[Judged]) -> bool:
    right = sum(each.answerable and each.right for each in group)
    return right >= _FEWEST and sum(not each.answerable for each in group) >= _FEWEST


def _of_meaning_alone(groups: Sequence[Sequence[Judged]]) -> Matrix:
    """The weights with all evidence of words left out: it says little of another language."""
    nothing = dict.fromkeys(Evidence._fields[:-2], 0.0)
    return logistic(
        [
            [each._replace(evidence=each.evidence and each.evidence._replace(**nothing)) for each in group]
            for group in groups
            if _has_both(group)
        ]
    )


def judge_text(judge: Judge) -> str:
    weights = {
        name: round(float(weight), 2) for name, weight in zip(Evidence._fields, judge.weights, strict=True)
    }
    return f"{weights}, at zero {judge.at_zero:.2f}"


def report(group: Sequence[Judged], judges: Mapping[Judge, Judge]) -> str:
    def confidence(each: Judged) -> float:
        judge = judges.get(each.judge, each.judge)
        return 0.0 if each.evidence is None else judge.confidence(each.evidence)

    right = np.array([confidence(each) for each in group if each.answerable and each.right])
    others = np.array([confidence(each) for each in group if not each.answerable])
    return (
        f"{len(right):4} right, {len(others):4} others: AUROC {auroc(right, others):.3f}, at {LEAST_CONFIDENCE} "
        f"{100 * (right >= LEAST_CONFIDENCE).mean():5.1f} % kept, {100 * (others < LEAST_CONFIDENCE).mean():5.1f} % "
        f"refused; its own would refuse {100 * refused_at_kept(right, others):.1f} %"
    )


def main() -> None:
    data, model = map(Path, sys.argv[1:])
    fit(data, open_encoder(model))


if __name__ == "__main__":
    main()
