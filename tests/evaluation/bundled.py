"""The questions about the bundled articles, and how they are answered today."""

import hashlib
import json
from pathlib import Path
from typing import Any

import regex

from knowledge.answering import answer, hits
from knowledge.answers import Answer
from knowledge.reading import read_corpus
from knowledge.snapshot import build_snapshot

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "knowledge" / "articles"
QUESTIONS = Path(__file__).with_name("bundled.jsonl")
FLOORS = Path(__file__).with_name("floors.json")

MEASURES = (
    "answerable",
    "right article first",
    "right paragraph first",
    "answer in the first excerpt",
    "answered",
    "unanswerable",
    "refused",
)
Counts = dict[str, int]


def questions() -> list[dict[str, Any]]:
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]


def digests() -> dict[str, str]:
    """What the floors were measured on."""
    corpus = hashlib.blake2b(digest_size=16)
    for article in read_corpus(ARTICLES).articles:
        corpus.update(repr((article.id, article.title, article.language, article.body)).encode())
    asked = hashlib.blake2b(QUESTIONS.read_bytes(), digest_size=16)
    return {"corpus": corpus.hexdigest(), "questions": asked.hexdigest()}


def measured() -> Counts:
    """How many questions are treated rightly, of how many."""
    snapshot = build_snapshot(read_corpus(ARTICLES))
    counts = dict.fromkeys(MEASURES, 0)
    for question in questions():
        is_answered = isinstance(answer(question["question"], snapshot), Answer)
        if not question["answerable"]:
            counts["unanswerable"] += 1
            counts["refused"] += not is_answered
            continue
        (first, *_) = (*hits(question["question"], snapshot, 1), None)
        counts["answerable"] += 1
        counts["answered"] += is_answered
        if first and first.article.id == question["article"]:
            counts["right article first"] += 1
            counts["right paragraph first"] += first.paragraph == question["paragraph"]
            counts["answer in the first excerpt"] += _holds(first.text, question["answers"])
    return counts


def _holds(text: str, answers: list[str]) -> bool:
    plain = " ".join(text.casefold().split())
    return any(regex.search(rf"(?<!\w){regex.escape(answer.casefold())}(?!\w)", plain) for answer in answers)
