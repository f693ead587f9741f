"""From a question to an answer: ``answer(question, snapshot)``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import regex

from knowledge.answering.excerpts import excerpt
from knowledge.answering.follow_ups import Earlier, Quotation, may_lean, on_its_own, points_back
from knowledge.answering.following import Following
from knowledge.answering.matches import words_in
from knowledge.answering.messages import Said, Wish, question_in
from knowledge.answering.ordering import CANDIDATES, Candidate, nearness, ordered_candidates
from knowledge.answering.queries import Query
from knowledge.answering.topics import ALL, MOST_WORDS, articles_about, named_elsewhere, newest_first
from knowledge.answers import Answer, Citation, NoAnswer, Reason, Taken
from knowledge.articles import Article, Passage, Span
from knowledge.index.snapshot import Snapshot
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis

CITATIONS = 3
# Below this confidence there is no answer. It is about the 5th percentile of SQuAD's answerable questions (0.282), as
# ``python -m tests.evaluation.measure DATA`` prints it. With half of the articles left out it refuses 88 % of their
# questions on SQuAD, 85 % on NorQuAD news and 90 % on English and Spanish XQuAD. Of the questions that the other half
# answers it loses 5, 10, and 3 to 5 %. It refuses nearly all of MultiHop-RAG's long questions over several articles.
LEAST_CONFIDENCE = 0.25
# Below this confidence an answer says that it is not sure. Between the two bounds the first citation is right for 72 %
# of the answerable questions on SQuAD, 68 % on NorQuAD news and 60 % on FacQA; above, for 86, 78 and 79 %. The same
# command prints it.
LEAST_SURE = 0.5
# A later citation is shown from this share of the first one's score. In a sample from SQuAD this keeps 58 of 72 right
# ones and half of all; in one from NorQuAD news 62 of 90 and two fifths.
LEAST_BESIDE = 0.6
# Articles are suggested from this confidence, and only when they have the names that are asked for. Of the bundled
# questions without an answer, that is so for those about somebody or something that an article is about.
LEAST_NEAR = 0.1
MOST_NEAR_MISSING = 0.05
MOST_NEAR = 3
# A follow-up may lack what the question before it has said. From this confidence the cited article answers it, though
# not surely; set by hand on the first half of the dialogues in ``tests/evaluation/dialogues.jsonl``.
LEAST_FOLLOWING = 0.08
# Where a question asks for how things are now, the newest passage with this share of the first one's score comes first.
ALIKE = 0.9


def answer(
    question: str, snapshot: Snapshot, limit: int = CITATIONS, earlier: Earlier | None = None
) -> Answer | NoAnswer:
    """Answer a question from a snapshot with at most ``limit`` citations, the best first.

    What a message says to the bot is not asked of the articles. A citation that is not sure enough to stand alone, or
    weak beside the first one, is not shown. ``earlier`` is what went before: a question that points back is read
    together with it, and so is a short one about the article that was cited. Then no quotation is given twice.
    """
    said = question_in(question)
    if not any(c.isalnum() for c in said.text):
        return NoAnswer(question, 0.0, Reason.EMPTY_QUESTION)
    if earlier and (
        said.instead or points_back(said.text, snapshot.languages) or _goes_on(said, snapshot, earlier)
    ):
        return _following(said, snapshot, limit, earlier)
    return _on_its_own(question, said, snapshot, limit)


def further(snapshot: Snapshot, earlier: Earlier, limit: int = CITATIONS) -> Answer | NoAnswer:
    """What else there is on an earlier question: its other citations, and then the rest of the article cited last."""
    query = Query(question_in(earlier.question).text, snapshot)
    shown = {quotation.passage for quotation in earlier.quotations}
    known = [p for p in (snapshot.positions.get(key) for key in dict.fromkeys(shown)) if p is not None]
    candidates = ordered_candidates(query)
    least = max((LEAST_BESIDE * candidate.score for candidate in candidates[:1]), default=0.0)
    found = [
        (snapshot.passages[each.position], each.score, each.confidence)
        for each in candidates
        if each.confidence >= LEAST_CONFIDENCE and each.score >= least and each.position not in known
    ]
    if not found and known:
        last = next(p for q in earlier.quotations if (p := snapshot.positions.get(q.passage)) is not None)
        own = snapshot.passages_of(int(snapshot.occurrences.article_of[last]))
        after = [
            position
            for position in (*range(last + 1, own.stop), *range(own.start, last))
            if position not in known
        ]
        found = [(snapshot.passages[position], 0.0, 0.0) for position in after]
    citations = tuple(
        Citation(number, passage, excerpt(passage, query.weights, query.kind), score, confidence)
        for number, (passage, score, confidence) in enumerate(found[: max(limit, 1)], 1)
    )
    if not citations:
        return NoAnswer(earlier.question, 0.0, Reason.NOTHING_FOUND)
    return Answer(earlier.question, citations[0].confidence, citations)


def hits(question: str, snapshot: Snapshot, limit: int) -> tuple[Citation, ...]:
    """The best passages for a question, whether they answer it or not."""
    query = Query(question_in(question).text, snapshot)
    candidates = ordered_candidates(query, max(limit, CANDIDATES))[:limit]
    return _citations(candidates, query, snapshot)


def topic_articles(topic: str, snapshot: Snapshot) -> tuple[tuple[int, ...], bool]:
    """The positions of the articles that are about a topic, and whether it is the headline of the first one."""
    query = Query(topic, snapshot)
    about = articles_about(query, ordered_candidates(query))
    return tuple(each.article for each in about), bool(about) and about[0].is_headline


def _on_its_own(question: str, said: Said, snapshot: Snapshot, limit: int) -> Answer | NoAnswer:
    query = Query(_without_unknown(said, snapshot), snapshot)
    if query.is_vague:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    candidates = ordered_candidates(query)
    read = query.corrections
    if not candidates:
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND, named_elsewhere(said.text, snapshot), read)
    if said.wish in {Wish.TOPIC, Wish.ARTICLE} or _may_be_a_topic(said, query):
        about = _about(question, query, candidates, limit, now=bool(said.now))
        if about is not None:
            return about
    confidence = candidates[0].confidence
    if confidence < LEAST_CONFIDENCE:
        nearest = _nearest(candidates, snapshot) or named_elsewhere(said.text, snapshot)
        return NoAnswer(question, confidence, Reason.NOT_COVERED, nearest, read)
    if said.now:
        candidates = _newest_of_equals(candidates, snapshot)
    least = LEAST_BESIDE * candidates[0].score
    shown = [c for c in candidates if c.confidence >= LEAST_CONFIDENCE and c.score >= least]
    citations = _citations(shown[: max(limit, 1)], query, snapshot)
    return Answer(
        question, confidence, citations, confidence >= LEAST_SURE, read, _taken(query, citations[0])
    )


def _goes_on(said: Said, snapshot: Snapshot, earlier: Earlier) -> bool:
    """Whether a short question has only words of the article that was cited last: "on which rocket?"."""
    if not said.asks or not may_lean(said.text, snapshot.languages):
        return False
    known = (snapshot.positions.get(quotation.passage) for quotation in earlier.quotations[:1])
    query = Query(said.text, snapshot)
    for position in known:
        if position is not None:
            article = int(snapshot.occurrences.article_of[position])
            reading = query.readings[snapshot.articles.language(article)]
            have = words_in(query, snapshot.occurrences.article_terms[article])
            return bool(reading.words) and reading.share(have) >= ALL
    return False


def _without_unknown(said: Said, snapshot: Snapshot) -> str:
    """The words of a question without those for "now" that no article has: they are asked of the order of answers."""
    text = said.text
    for word in said.now:
        terms = {analysis(code).term(word) for code in snapshot.languages}
        if not any(term in snapshot.rarity for term in terms if term):
            text = regex.sub(rf"\b{regex.escape(word)}\b", " ", text)
    return " ".join(text.split()) if any(c.isalnum() for c in text) else said.text


def _may_be_a_topic(said: Said, query: Query) -> bool:
    """Whether a message without the form of a question is short enough to be the name of something."""
    return not said.asks and any(len(reading.words) <= MOST_WORDS for reading in query.readings.values())


def _about(
    question: str, query: Query, candidates: Sequence[Candidate], limit: int, *, now: bool
) -> Answer | None:
    """The beginnings of the articles about a topic; of a single one, what else it says too. None without one."""
    snapshot = query.snapshot
    articles = [each.article for each in articles_about(query, candidates)]
    if not articles:
        return None
    if now:
        articles = newest_first(snapshot, articles)
    article_of = snapshot.occurrences.article_of
    best = {article: next(c for c in candidates if article_of[c.position] == article) for article in articles}
    leads = [snapshot.passages_of(article)[0] for article in articles]
    scores = [best[article] for article in articles]
    found = [
        Citation(
            number, passage := snapshot.passages[position], excerpt(passage, {}), each.score, each.confidence
        )
        for number, (position, each) in enumerate(zip(leads, scores, strict=True), 1)
    ][: max(limit, 1)]
    if len(articles) == 1:
        others = [c for c in candidates if article_of[c.position] == articles[0] and c.position != leads[0]]
        rest = _citations(others[: max(limit, 1) - 1], query, snapshot)
        found += [replace(citation, number=citation.number + 1) for citation in rest]
    return Answer(question, found[0].confidence, tuple(found), corrections=query.corrections)


def _following(said: Said, snapshot: Snapshot, limit: int, earlier: Earlier) -> Answer | NoAnswer:
    """The answer to a question that is read together with what went before."""
    before = question_in(earlier.question).text
    question = f"{earlier.question} {said.text}"
    text = on_its_own(said.text, snapshot.languages)
    query = Query(text, snapshot, before)
    if query.is_vague:
        return NoAnswer(question, 0.0, Reason.TOO_VAGUE)
    following = Following(text, query, earlier, why=said.why)
    candidates, read = following.candidates, query.corrections
    if not candidates:
        return NoAnswer(question, 0.0, Reason.NOTHING_FOUND, corrections=read)
    confidence = candidates[0].confidence
    bound = LEAST_FOLLOWING if earlier.quotations else LEAST_CONFIDENCE
    if confidence < bound:
        return NoAnswer(question, confidence, Reason.NOT_COVERED, _nearest(candidates, snapshot), read)
    least = LEAST_BESIDE * candidates[0].score
    others = [c for c in candidates[1:] if c.confidence >= LEAST_CONFIDENCE and c.score >= least]
    shown = [candidates[0], *others]
    citations = _not_yet_quoted(shown, following, snapshot, earlier.quotations)
    if not citations:
        sure = [candidate for candidate in candidates if candidate.confidence >= LEAST_SURE]
        citations = _not_yet_quoted(sure, following, snapshot, earlier.quotations)
    if not citations:
        article = snapshot.passages[candidates[0].position].article
        return NoAnswer(question, confidence, Reason.QUOTED_BEFORE, (article,), read)
    return Answer(question, confidence, citations[: max(limit, 1)], confidence >= LEAST_SURE, read)


def _not_yet_quoted(
    candidates: Sequence[Candidate],
    following: Following,
    snapshot: Snapshot,
    quotations: Collection[Quotation],
) -> tuple[Citation, ...]:
    """Citations without a quotation that was given. The best passage is quoted anew, as its best sentence alone."""
    before = {quotation.passage for quotation in quotations}
    found: list[Citation] = []
    for place, candidate in enumerate(candidates):
        passage = snapshot.passages[candidate.position]
        if passage.key in before and place:
            continue
        whole = (passage, _best_sentence(passage, following.weights)) if passage.key in before else (passage,)
        for part in whole:
            shown = excerpt(part, following.weights, following.kind)
            citation = Citation(len(found) + 1, passage, shown, candidate.score, candidate.confidence)
            if Quotation.of(citation) not in quotations:
                found.append(citation)
                break
    return tuple(found)


def _best_sentence(passage: Passage, weights: Mapping[str, float]) -> Passage:
    """The sentence of a passage with the most of a question, as a passage of its own."""
    article = passage.article
    body, language = article.body, article.language

    def worth(sentence: Span) -> float:
        return sum(weights.get(term, 0.0) for term in set(analysis(language).terms(body[slice(*sentence)])))

    found = [each for paragraph in passage.paragraphs for each in sentences(body, paragraph, language)]
    best = max(found, key=worth)
    return Passage(article, passage.paragraph_at(best.start), (best,))


def _newest_of_equals(candidates: Sequence[Candidate], snapshot: Snapshot) -> list[Candidate]:
    """The candidates, those that answer about as well as the first one from the newest article to the oldest."""
    least = ALIKE * candidates[0].score
    alike = [candidate for candidate in candidates if candidate.score >= least]
    article_of = snapshot.occurrences.article_of
    alike.sort(
        key=lambda each: snapshot.articles.published(int(article_of[each.position])) or date.min, reverse=True
    )
    return [*alike, *candidates[len(alike) :]]


def _citations(candidates: Sequence[Candidate], query: Query, snapshot: Snapshot) -> tuple[Citation, ...]:
    found = []
    for number, candidate in enumerate(candidates, 1):
        passage = snapshot.passages[candidate.position]
        have = words_in(query, np.unique(snapshot.occurrences.terms_of(candidate.position)))
        shown = excerpt(passage, query.weights_in(passage.article.language, have), query.kind)
        found.append(Citation(number, passage, shown, candidate.score, candidate.confidence))
    return tuple(found)


def _taken(query: Query, citation: Citation) -> tuple[Taken, ...]:
    """The words of the question of which an excerpt has only kin, each with its nearest one there."""
    article = citation.article
    analysed = analysis(article.language)
    words = (article.body[start:end] for start, end in citation.excerpt.emphasis)
    said = {term: word for word in words for term in analysed.terms(word)}
    found = []
    for word in query.readings[article.language].words:
        if not any(term in said for term, _ in word.credits):
            nearest = next((kin for kin in word.kin if kin.term in said), None)
            if nearest:
                found.append(Taken(word.written, said[nearest.term]))
    return tuple(found)


def _nearest(candidates: Sequence[Candidate], snapshot: Snapshot) -> tuple[Article, ...]:
    """The articles that come closest without answering; none when all are about something else."""
    close = (
        snapshot.passages[candidate.position].article
        for candidate in candidates
        if nearness(candidate) >= LEAST_NEAR and candidate.evidence.missing_name <= MOST_NEAR_MISSING
    )
    return tuple({article.id: article for article in close}.values())[:MOST_NEAR]
