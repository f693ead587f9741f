"""From a question to an answer: ``answer(question, snapshot)``."""

from knowledge.answers import Answer, Citation, NoAnswer, Reason
from knowledge.articles import Article, Passage
from knowledge.excerpts import excerpt
from knowledge.snapshot import Snapshot
from knowledge.terms import QueryWord, analysis

CITATIONS = 3
MOST_WORDS = 32
CANDIDATES = 20
LEAST_CONFIDENCE = 0.45
LEAST_NEAR = 0.25
MOST_NEAR = 3


class _Query:
    def __init__(self, question: str, snapshot: Snapshot) -> None:
        rarity = snapshot.rarity
        self.words: dict[str, list[QueryWord]] = {}
        for language in snapshot.languages:
            words = analysis(language).query_words(question)
            words.sort(key=lambda word: -max(map(rarity.weight, word.terms)))
            self.words[language] = words[:MOST_WORDS]
        self.terms = list(dict.fromkeys(t for words in self.words.values() for w in words for t in w.terms))
        self.weights = {t: rarity.weight(t) for t in self.terms}

    def coverage(self, passage: Passage) -> float:
        language = passage.article.language
        have = set(analysis(language).terms(passage.text))
        covered = total = 0.0
        for word in self.words[language]:
            weights = [self.weights[part] for part in word.parts]
            weight = sum(weights) / len(weights)
            total += weight
            if word.joined in have:
                covered += weight
            else:
                part_of = sum(w for p, w in zip(word.parts, weights, strict=True) if p in have)
                covered += weight * part_of / sum(weights)
        return covered / total if total else 0.0


def answer(question: str, snapshot: Snapshot, limit: int = CITATIONS) -> Answer | NoAnswer:
    """Answer a question from a snapshot with at most ``limit`` citations, the best first.

    A citation that is not sure enough to stand alone is not shown beside a better one either.
    """
    if not any(c.isalnum() for c in question):
        return NoAnswer(question, 0.0, Reason.EMPTY_QUESTION)
    query = _Query(question, snapshot)
    if not query.terms:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    found = _hits(query, snapshot, max(limit, CANDIDATES))
    if not found:
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND)
    confidence = found[0].confidence
    if confidence < LEAST_CONFIDENCE:
        near: dict[str, Article] = {c.article.id: c.article for c in found if c.confidence >= LEAST_NEAR}
        return NoAnswer(question, confidence, Reason.NOT_COVERED, tuple(near.values())[:MOST_NEAR])
    citations = tuple(c for c in found if c.confidence >= LEAST_CONFIDENCE)[:limit]
    return Answer(question, confidence, citations)


def hits(question: str, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    """The best passages for a question, whether they answer it or not."""
    return _hits(_Query(question, snapshot), snapshot, limit)


def _hits(query: _Query, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    found = []
    for number, (position, score) in enumerate(snapshot.ranker.rank(query.terms, limit), 1):
        passage = snapshot.passages[position]
        found.append(
            Citation(number, passage, excerpt(passage, query.weights), score, query.coverage(passage))
        )
    return tuple(found)
