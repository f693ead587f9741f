"""The vocabulary of asking and answering: values, all frozen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from knowledge.articles import Article, Passage, Span

GAP = " […] "  # what stands between the sentences of an excerpt that are not neighbours


class Reason(StrEnum):
    """Why there is no answer; the values are part of the JSON contract."""

    EMPTY_QUESTION = "empty_question"
    """The question has no words at all."""
    TOO_VAGUE = "too_vague"
    """The question has only function words: nothing to look for."""
    NOTHING_FOUND = "nothing_found"
    """No passage shares a word with the question."""
    NOT_COVERED = "not_covered"
    """Passages share words with the question, but too little of what it asks."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences of one passage, as spans of the article's body in reading order, none touching the next.

    ``emphasis`` are the words that match the question, inside the spans. ``cut_before`` and ``cut_after`` say that
    an overlong sentence was shortened at that end, which is to be marked outside of the quotation.
    """

    spans: tuple[Span, ...]
    emphasis: tuple[Span, ...]
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """An excerpt with where it stands. ``score`` orders citations of one question; it has no unit.

    ``confidence`` in [0, 1] is how sure it is that the passage is about what was asked.
    """

    number: int
    passage: Passage
    excerpt: Excerpt
    score: float
    confidence: float

    @property
    def article(self) -> Article:
        return self.passage.article

    @property
    def paragraph(self) -> int:
        """The number of the paragraph that the excerpt begins in, counted from 1 as a reader would."""
        return self.passage.paragraph_at(self.excerpt.spans[0].start)

    @property
    def text(self) -> str:
        """The quoted words; sentences that are not neighbours are joined by ``GAP``."""
        return GAP.join(self.article.body[start:end] for start, end in self.excerpt.spans)


class Correction(NamedTuple):
    """A word of a question as it was typed, and the word of the articles that it was read as."""

    typed: str
    read: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The articles answer: citations, the best first, at least one.

    ``sure`` is False when it is about as likely that the articles only come near to what was asked.
    ``corrections`` are the typos of the question.
    """

    question: str
    confidence: float
    citations: tuple[Citation, ...]
    sure: bool = True
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The articles do not answer. ``nearest`` are articles close enough to be suggested, often none."""

    question: str
    confidence: float
    reason: Reason
    nearest: tuple[Article, ...] = ()
    corrections: tuple[Correction, ...] = ()
