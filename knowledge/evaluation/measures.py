"""How good the answers are, on questions with known answers.

hit@k: a right passage is among the first k. MRR@10: the mean of 1/rank of the first right one among ten. sup@k: one of
the first k excerpts is from a right passage and holds an answer as whole words. Refusing: AUROC is how often an
answerable question is surer than an unanswerable one; "refused at 95 % kept" is the share of unanswerable
ones below the confidence that keeps 95 % of the answerable ones.
"""

import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

from knowledge.answering.answer import hits
from knowledge.answering.bounds import LEAST_CONFIDENCE
from knowledge.answers import Citation
from knowledge.articles import Passage
from knowledge.errors import KnowledgeError
from knowledge.evaluation.question_files import question_records, unreadable
from knowledge.index.snapshot import Snapshot

DEPTH = 10
KEPT = 0.95
_RESAMPLES = 1_000
_SEED = 20_260_101  # the same questions always give the same intervals
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")

Retrieve = Callable[[str, Snapshot, int], Sequence[Citation]]
"""Finds up to so many passages for a question, the best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and what answers it: an article's id or path, a paragraph of it, or words of the answer.

    With none of them, or when ``answerable`` is false, the articles are meant not to answer.
    """

    question: str
    answers: tuple[str, ...] = ()
    article: str | None = None
    paragraph: int | None = None
    answerable: bool = True

    def is_right(self, passage: Passage) -> bool:
        """Whether a passage answers the question."""
        if self.article is None:
            return holds(passage.text, self.answers)
        if self.article not in {passage.article.id, passage.article.path}:
            return False
        last = passage.number + len(passage.paragraphs) - 1
        return self.paragraph is None or passage.number <= self.paragraph <= last


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one question. ``rank`` is that of the first right passage, from 1; None when none is among ten.

    ``supported`` is the rank of the first excerpt, among three, that is right and holds an answer.
    """

    judged: Judged
    shown: tuple[Citation, ...]
    rank: int | None
    supported: int | None
    confidence: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A share or score with its 95 % bootstrap interval over the questions."""

    value: float
    low: float
    high: float


def read_judged(path: Path) -> tuple[Judged, ...]:
    """The questions of a JSONL file: ``{"question", "answers"?, "article"?, "paragraph"?, "answerable"?}`` a line.

    Raises KnowledgeError with the line of the first mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise KnowledgeError(unreadable(path, error)) from None
    judged = tuple(_judged(record, where) for record, where in question_records(text, str(path)))
    if not judged:
        raise KnowledgeError(f"{path}: holds no question")
    return judged


def unknown_articles(judged: Sequence[Judged], snapshot: Snapshot) -> tuple[str, ...]:
    """The articles that questions name and the snapshot does not have, by id or path, in their order."""
    named = dict.fromkeys(one.article for one in judged if one.article is not None)
    if not named:
        return ()
    known = {name for article in snapshot.articles for name in (article.id, article.path)}
    return tuple(name for name in named if name not in known)


def evaluate(
    judged: Sequence[Judged],
    snapshot: Snapshot,
    retrieve: Retrieve = hits,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Result, ...]:
    """Ask every question; ``progress(done, total)`` counts them."""
    results = []
    for done, one in enumerate(judged, 1):
        started = time.perf_counter()
        found = tuple(retrieve(one.question, snapshot, DEPTH))
        milliseconds = 1000 * (time.perf_counter() - started)
        right = [one.answerable and one.is_right(citation.passage) for citation in found]
        holding = [
            is_right and holds(c.text, one.answers) for is_right, c in zip(right[:3], found[:3], strict=True)
        ]
        confidence = found[0].confidence if found else 0.0
        results.append(Result(one, found, _first(right), _first(holding), confidence, milliseconds))
        if progress:
            progress(done, len(judged))
    return tuple(results)


def measures(results: Sequence[Result]) -> dict[str, Measure]:
    """Every measure that the questions allow, by name, in reading order."""
    answerable = [result for result in results if result.judged.answerable]
    with_answers = [result for result in answerable if result.judged.answers]
    unanswerable = [result for result in results if not result.judged.answerable]
    found: dict[str, Measure] = {}
    if answerable:
        ranks = np.array([result.rank or DEPTH + 1 for result in answerable])
        found["hit@1"] = _mean(ranks <= 1)
        found["hit@3"] = _mean(ranks <= 3)
        found["MRR@10"] = _mean(np.where(ranks <= DEPTH, 1 / ranks, 0))
        found["answered"] = _mean(np.array([r.confidence >= LEAST_CONFIDENCE for r in answerable]))
    if with_answers:
        supported = np.array([result.supported or DEPTH for result in with_answers])
        found["sup@1"] = _mean(supported <= 1)
        found["sup@3"] = _mean(supported <= 3)
    if unanswerable:
        found["refused"] = _mean(np.array([r.confidence < LEAST_CONFIDENCE for r in unanswerable]))
    if answerable and unanswerable:
        sure = np.array([result.confidence for result in answerable])
        unsure = np.array([result.confidence for result in unanswerable])
        found["AUROC"] = _of_two(sure, unsure, auroc)
        found["refused at 95 % kept"] = _of_two(sure, unsure, refused_at_kept)
    return found


def latency(results: Sequence[Result]) -> tuple[float, float]:
    """The median and the 95th percentile of the time that a question took, in milliseconds."""
    times = [result.milliseconds for result in results]
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def worst(results: Sequence[Result], limit: int = 10) -> tuple[Result, ...]:
    """The worst misses: answerable questions by the rank of the right passage, those without one first."""
    missed = [result for result in results if result.judged.answerable and result.rank != 1]
    return tuple(sorted(missed, key=lambda result: -(result.rank or DEPTH + 1))[:limit])


def auroc(sure: npt.NDArray[np.float64], unsure: npt.NDArray[np.float64]) -> float:
    """How often a value of the first kind is above one of the second (AUROC); ties count half."""
    low = np.sort(unsure)
    below = np.searchsorted(low, sure, "left") + np.searchsorted(low, sure, "right")
    return float(below.mean() / 2 / len(low))


def refused_at_kept(sure: npt.NDArray[np.float64], unsure: npt.NDArray[np.float64]) -> float:
    """The share of the second kind below the value that keeps ``KEPT`` of the first."""
    threshold = np.sort(sure)[int(len(sure) * (1 - KEPT))]
    return float((unsure < threshold).mean())


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether a text has one of the answers as whole words, or as a part in scripts without spaces.

    Compared after compatibility composition (NFKC), case folding and with white space as single spaces.
    """
    text = _normal(text)
    for answer in map(_normal, answers):
        if not answer:
            continue
        if _UNSPACED.search(answer):
            if answer in text:
                return True
        elif regex.search(
            rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){regex.escape(answer)}(?![\p{{L}}\p{{M}}\p{{N}}])", text
        ):
            return True
    return False


def _judged(record: dict[str, Any], where: str) -> Judged:
    answers, article, paragraph = (record.get(name) for name in ("answers", "article", "paragraph"))
    if answers is not None and not (isinstance(answers, list) and all(isinstance(a, str) for a in answers)):
        raise KnowledgeError(f"{where}: answers is not a list of texts")
    if article is not None and not isinstance(article, str):
        raise KnowledgeError(f"{where}: article is not the id or path of an article")
    if paragraph is not None and not (isinstance(paragraph, int) and paragraph > 0 and article):
        raise KnowledgeError(f"{where}: paragraph is not a number from 1, or there is no article to it")
    answerable = record.get("answerable", bool(answers or article))
    if not isinstance(answerable, bool) or (answerable and not (answers or article)):
        raise KnowledgeError(f"{where}: an answerable question needs answers or an article")
    return Judged(record["question"], tuple(answers or ()), article, paragraph, answerable)


def _first(flags: Sequence[bool]) -> int | None:
    return next((rank for rank, flag in enumerate(flags, 1) if flag), None)


def _mean(values: npt.NDArray[np.float64] | npt.NDArray[np.bool_]) -> Measure:
    random = np.random.default_rng(_SEED)
    means = [values[random.integers(len(values), size=len(values))].mean() for _ in range(_RESAMPLES)]
    return _measure(float(values.mean()), means)


def _of_two(
    sure: npt.NDArray[np.float64],
    unsure: npt.NDArray[np.float64],
    score: Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], float],
) -> Measure:
    random = np.random.default_rng(_SEED)
    scores = [
        score(
            sure[random.integers(len(sure), size=len(sure))],
            unsure[random.integers(len(unsure), size=len(unsure))],
        )
        for _ in range(_RESAMPLES)
    ]
    return _measure(score(sure, unsure), scores)


def _measure(value: float, resampled: Sequence[float]) -> Measure:
    return Measure(value, float(np.percentile(resampled, 2.5)), float(np.percentile(resampled, 97.5)))


def _normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
