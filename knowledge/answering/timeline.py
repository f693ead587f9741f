"""What the articles say about something over time: a citation of each article, by its day."""

from knowledge.answering.answer import answer
from knowledge.answering.bounds import LEAST_BESIDE, LEAST_CONFIDENCE
from knowledge.answering.citing import citations
from knowledge.answering.filters import filters_in
from knowledge.answering.messages import question_in
from knowledge.answering.ordering import Candidate, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answering.topics import articles_about, day_of
from knowledge.answers import Answer, NoAnswer
from knowledge.index.snapshot import Snapshot

MOST = 8  # citations
_CANDIDATES = 200


def timeline(asked: str, snapshot: Snapshot, limit: int = MOST) -> Answer | NoAnswer:
    """The best passage of each dated article about what is asked, at most ``limit`` of the best, the oldest first.

    The answer has no citations where only articles without a date say something.
    """
    text, filters = filters_in(asked)
    plain = answer(asked, snapshot, 1)
    query = Query(question_in(text).text, snapshot, filters=filters)
    if filters.wrong or query.is_vague:
        return plain
    candidates = ordered_candidates(query, _CANDIDATES)
    article_of = snapshot.occurrences.article_of
    about = {each.article for each in articles_about(query, candidates)}
    best: dict[int, Candidate] = {}
    least = max((LEAST_BESIDE * candidate.score for candidate in candidates[:1]), default=0.0)
    for candidate in candidates:
        article = int(article_of[candidate.position])
        if (candidate.confidence >= LEAST_CONFIDENCE and candidate.score >= least) or article in about:
            best.setdefault(article, candidate)
    if not best:
        return plain
    dated = [article for article in best if snapshot.articles.published(article)][:limit]
    dated.sort(key=lambda article: (day_of(snapshot, article), article))
    shown = citations([best[article] for article in dated], query)
    confidence = max(candidate.confidence for candidate in best.values())
    return Answer(asked, confidence, shown, corrections=query.corrections)
