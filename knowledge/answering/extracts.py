"""What an article is about in a few of its own sentences, and single paragraphs of it: citations without a question.

The sentences are chosen by LexRank: G. Erkan and D. R. Radev, "LexRank: Graph-based Lexical Centrality as Salience in
Text Summarization", Journal of Artificial Intelligence Research 22 (2004), in its continuous form. Sentences are linked
by the cosine of their weighted terms, and those are central that central ones are linked to. The first sentence is
always taken, because in news it sums up the article: the paper's systems use the position in the same way. One that
begins with a pronoun is not taken: alone it does not say who "he" is.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from knowledge.answering.excerpts import excerpt
from knowledge.answers import Citation, Excerpt
from knowledge.articles import Passage, Span
from knowledge.index.snapshot import Snapshot
from knowledge.language.pronouns import begins_with_a_pronoun
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis

BRIEF = 4  # sentences
LONGEST_PARAGRAPH = (
    1_500  # characters of a paragraph that is quoted whole; with any letters it fits into a message
)
_MOST_SENTENCES = 300  # compared with each other; news that is longer says what matters within them
_FEWEST_TERMS = 4  # a sentence of fewer says little without its neighbours
_DAMPING = 0.15  # as in the paper
_ROUNDS = 100
_CLOSE_ENOUGH = 1e-6
_TOO_LIKE = (
    0.5  # cosine with a sentence that is chosen: from the paper's re-ranker, which passes over the same news
)

Vectors = npt.NDArray[np.float64]


def brief(snapshot: Snapshot, article: int, limit: int = BRIEF) -> tuple[Citation, ...]:
    """The first and the most central sentences of the article at a position, in reading order, each a citation."""
    every = (
        (position, sentence)
        for position in snapshot.passages_of(article)
        for sentence in _sentences_of(snapshot.passages[position])
    )
    found = list(islice(every, _MOST_SENTENCES))  # a book has tens of thousands
    if not found:
        return ()
    body, language = snapshot.articles[article].body, snapshot.articles.language(article)
    vectors, lengths = _vectors([body[start:end] for _, (start, end) in found], language, snapshot)
    likeness = vectors @ vectors.T
    # Not to itself: a sentence that is like no other would keep its share, and be more central than most.
    centrality = _centrality(likeness * (1 - np.eye(len(found))))
    chosen = [0]
    for index in sorted(range(1, len(found)), key=lambda index: (-centrality[index], index)):
        if len(chosen) == limit:
            break
        says_who = not begins_with_a_pronoun(body, found[index][1], language)
        if (
            says_who
            and lengths[index] >= _FEWEST_TERMS
            and likeness[index, chosen].max(initial=0) < _TOO_LIKE
        ):
            chosen.append(index)
    return tuple(
        _of_sentence(snapshot.passages[position], sentence, number, float(centrality[index]))
        for number, (index, (position, sentence)) in enumerate(((i, found[i]) for i in sorted(chosen)), 1)
    )


def paragraph_count(snapshot: Snapshot, article: int) -> int:
    """How many paragraphs the article at a position has."""
    own = snapshot.passages_of(article)
    if not own:
        return 0
    last = snapshot.passages[own[-1]]
    return last.number + len(last.paragraphs) - 1


def paragraph(snapshot: Snapshot, article: int, number: int) -> Citation | None:
    """A paragraph of the article at a position, as a citation. None when it has none with this number, from 1.

    Of one longer than ``LONGEST_PARAGRAPH`` it is the first sentences, and says that it was cut.
    """
    parts = [
        (snapshot.passages[position], part)
        for position in snapshot.passages_of(article)
        for place, part in enumerate(snapshot.passages[position].paragraphs)
        if snapshot.passages[position].number + place == number
    ]
    if not parts:
        return None
    passage, whole = parts[0][0], Span(parts[0][1].start, parts[-1][1].end)
    shown = _beginning(passage, whole)
    return Citation(1, passage, Excerpt((shown,), (), cut_after=shown != whole), score=0.0, confidence=1.0)


def _beginning(passage: Passage, whole: Span) -> Span:
    """As many sentences of a paragraph as are shown; of a longer first one, what can be."""
    body, language = passage.article.body, passage.article.language
    longest = whole.start + LONGEST_PARAGRAPH
    if whole.end <= longest:
        return whole
    fitting = [end for _, end in sentences(body, whole, language) if end <= longest]
    space = body.rfind(" ", whole.start, longest)
    return Span(whole.start, fitting[-1] if fitting else space if space > whole.start else longest)


def _sentences_of(passage: Passage) -> list[Span]:
    body, language = passage.article.body, passage.article.language
    return [each for paragraph in passage.paragraphs for each in sentences(body, paragraph, language)]


def _vectors(texts: Sequence[str], language: str, snapshot: Snapshot) -> tuple[Vectors, list[int]]:
    """The terms of each text weighted by their number and rarity, of length 1; and how many terms each has."""
    counted = [Counter(analysis(language).terms(text)) for text in texts]
    column = {term: number for number, term in enumerate(dict.fromkeys(t for each in counted for t in each))}
    vectors = np.zeros((len(texts), max(len(column), 1)))
    for row, terms in enumerate(counted):
        for term, count in terms.items():
            vectors[row, column[term]] = count * snapshot.rarity.weight(term)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(norms, norms, 1.0), [len(terms) for terms in counted]


def _centrality(likeness: Vectors) -> Vectors:
    """The stationary share of each sentence when one goes from sentence to sentence by their likeness."""
    sums = likeness.sum(axis=1, keepdims=True)
    count = len(likeness)
    steps = np.where(sums > 0, likeness / np.where(sums > 0, sums, 1.0), 1 / count)
    shares = np.full(count, 1 / count)
    for _ in range(_ROUNDS):
        following = _DAMPING / count + (1 - _DAMPING) * (shares @ steps)
        if np.abs(following - shares).max() < _CLOSE_ENOUGH:
            return following
        shares = following
    return shares


def _of_sentence(passage: Passage, sentence: Span, number: int, score: float) -> Citation:
    alone = Passage(passage.article, passage.paragraph_at(sentence.start), (sentence,))
    return Citation(number, passage, excerpt(alone, {}), score, confidence=1.0)
