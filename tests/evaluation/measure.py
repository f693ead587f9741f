"""Measures retrieval and refusing on public question sets: ``python -m tests.evaluation.measure DATA [SET …]``.

hit@k: a right passage is among the first k. sup@k: one of the first k excerpts is from a right passage and holds
an answer. Refusing: half of the articles are left out, then the other half; the questions of those left out are the
ones to refuse. ``--meaning FOLDER`` names a sentence encoder to answer with, ``--every N`` asks every Nth question
alone, and with ``--words-alone`` words of the same meaning are not looked for. The set "across" has questions in
another language than their articles.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.answering.answer import hits
from knowledge.answering.bounds import LEAST_CONFIDENCE, LEAST_SURE
from knowledge.answering.excerpts import LONGEST_EXCERPT
from knowledge.answering.ordering import ordered_candidates
from knowledge.answering.queries import Query
from knowledge.evaluation.baselines import analysed_rank_bm25
from knowledge.evaluation.measures import KEPT, auroc, holds, refused_at_kept
from knowledge.index.snapshot import Snapshot
from knowledge.meaning.encoder import Encoder
from knowledge.meaning.onnx_encoder import open_encoder
from tests.corpus import build_snapshot
from tests.evaluation.across import across
from tests.evaluation.questions import QuestionSet, read_set
from tests.meanings import words_alone

XQUAD = tuple(f"xquad_{language}" for language in "en es de ru el ro vi zh th hi ar tr".split())
RETRIEVAL = ("squad", "norquad_news", "facqa_id", *XQUAD, "multihoprag500")
REFUSING = ("squad", "norquad_news", "xquad_en", "xquad_es")
NULLS = "multihoprag500"
ACROSS = "across"


def retrieval(
    questions: QuestionSet, stride: int = 1, encoder: Encoder | None = None, *, kin: bool = True
) -> str:
    snapshot = build_snapshot(questions.corpus, encoder)
    if not kin:
        snapshot = words_alone(snapshot)
    asked = [question for question in questions.questions if questions.is_inside(question)][::stride]
    totals = np.zeros(6)
    lengths: list[int] = []
    firsts: dict[bool, list[bool]] = {False: [], True: []}
    started = time.perf_counter()
    for question in asked:
        found = hits(question.text, snapshot, 10)
        right = [questions.is_right(citation.passage, question) for citation in found]
        supported = [r and holds(c.text, question.answers) for r, c in zip(right[:3], found[:3], strict=True)]
        lengths += [len(citation.text) for citation in found[:3]]
        reciprocal = next((1 / rank for rank, is_right in enumerate(right, 1) if is_right), 0.0)
        refused = not found or found[0].confidence < LEAST_CONFIDENCE
        if not refused:
            sureness = found[0].confidence >= LEAST_SURE
            firsts[sureness] = [*firsts[sureness], any(right[:1])]
        totals += any(right[:1]), any(right[:3]), reciprocal, any(supported[:1]), any(supported), refused
    milliseconds = 1000 * (time.perf_counter() - started) / len(asked)
    hit1, hit3, mrr, sup1, sup3, refused = 100 * totals / len(asked)
    plain = analysed_rank_bm25(snapshot)
    first = [(question, plain(question.text, snapshot, 1)) for question in asked]
    found_right = [(q, c) for q, found in first for c in found if questions.is_right(c.passage, q)]
    plain_hit = 100 * len(found_right) / len(asked)
    plain_sup = 100 * sum(holds(c.text, q.answers) for q, c in found_right) / len(asked)
    return (
        f"{questions.name:15} {len(asked):5} questions, {len(snapshot.passages):5} passages: hit@1 {hit1:.1f} "
        f"hit@3 {hit3:.1f} MRR {mrr:.1f} sup@1 {sup1:.1f} sup@3 {sup3:.1f} refused {refused:.1f}; "
        f"% of excerpts over {LONGEST_EXCERPT} characters {100 * np.mean(np.array(lengths) > LONGEST_EXCERPT):.1f}; "
        f"% right first when sure {_share(firsts[True])}, when not {_share(firsts[False])}; {milliseconds:.1f} ms; "
        f"rank-bm25 over the same terms: hit@1 {plain_hit:.1f} sup@1 {plain_sup:.1f}"
    )


def _share(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):.0f} of {len(flags)}" if flags else "–"


def confidence(question: str, snapshot: Snapshot) -> float:
    return next((candidate.confidence for candidate in ordered_candidates(Query(question, snapshot))), 0.0)


def left_out(
    folder: Path, name: str, stride: int = 1, encoder: Encoder | None = None, *, kin: bool = True
) -> str:
    """Refusing the questions on articles that are left out."""
    inside: list[float] = []
    outside: list[float] = []
    for half in (0, 1):
        questions = read_set(folder, name, lambda number, half=half: number % 2 == half)  # type: ignore[misc]
        snapshot = build_snapshot(questions.corpus, encoder)
        if not kin:
            snapshot = words_alone(snapshot)
        for question in (question for question in questions.questions[::stride] if question.answerable):
            value = confidence(question.text, snapshot)
            (inside if questions.is_inside(question) else outside).append(value)
    return separation(name, inside, outside)


def nulls(folder: Path, *, kin: bool = True) -> str:
    questions = read_set(folder, NULLS)
    snapshot = build_snapshot(questions.corpus)
    if not kin:
        snapshot = words_alone(snapshot)
    values = [(question.answerable, confidence(question.text, snapshot)) for question in questions.questions]
    return separation(NULLS, [v for yes, v in values if yes], [v for yes, v in values if not yes])


def separation(name: str, inside: Sequence[float], outside: Sequence[float]) -> str:
    sure, unsure = np.array(inside), np.array(outside)
    threshold = np.sort(sure)[int(len(sure) * (1 - KEPT))]
    return (
        f"{name:15} refusing: AUROC {auroc(sure, unsure):.3f}; keeping 95 % needs {threshold:.3f} "
        f"and refuses {100 * refused_at_kept(sure, unsure):.1f} %; at {LEAST_CONFIDENCE} it keeps "
        f"{100 * (sure >= LEAST_CONFIDENCE).mean():.1f} % and refuses {100 * (unsure < LEAST_CONFIDENCE).mean():.1f} %"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Retrieval and refusing on public question sets.")
    parser.add_argument("folder", type=Path, metavar="DATA")
    parser.add_argument("names", nargs="*", metavar="SET")
    parser.add_argument("--meaning", type=Path, metavar="FOLDER", help="a sentence encoder to answer with")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every Nth question alone")
    parser.add_argument("--words-alone", action="store_true", help="without words of the same meaning")
    given = parser.parse_args()
    kin = not given.words_alone
    folder, names, every = given.folder, given.names, given.every
    encoder = open_encoder(given.meaning) if given.meaning else None
    for name in names or RETRIEVAL:
        found = across(folder, foreign=True, stride=1) if name == ACROSS else read_set(folder, name)
        print(retrieval(found, every, encoder, kin=kin), flush=True)
    for name in (name for name in REFUSING if not names or name in names):
        print(left_out(folder, name, every * (5 if name == "squad" else 1), encoder, kin=kin), flush=True)
    if not names or NULLS in names:
        print(nulls(folder, kin=kin))


if __name__ == "__main__":
    main()
