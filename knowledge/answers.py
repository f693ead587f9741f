"""What an answer consists of: values, all frozen."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from knowledge.articles import Article, Passage, Span

GAP = " […] "  # between sentences of an excerpt that are not adjacent


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
    QUOTED_BEFORE = "quoted_before"
    """A follow-up has no better answer than what was quoted before."""
    FILTERED_OUT = "filtered_out"
    """A filter of the question leaves no article or passage, or is a date that cannot be read."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences of one passage, as spans of the article's body in reading order, none touching the next.

    ``emphasis`` are the words that match the question, inside the spans. ``cut_before`` and ``cut_after`` say that an
    overlong sentence was cut at that end. Show that outside the quotation. ``best`` is the sentence that says the most
    about the question, inside one of the spans; None stands for the first span.
    """

    spans: tuple[Span, ...]
    emphasis: tuple[Span, ...]
    cut_before: bool = False
    cut_after: bool = False
    best: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """An excerpt with its passage. ``score`` orders the citations of one question and has no unit.

    ``confidence`` in [0, 1] is how likely the passage is about what was asked. ``by_meaning`` is whether an encoder
    found the passage, and not a word of the question.
    """

    number: int
    passage: Passage
    excerpt: Excerpt
    score: float
    confidence: float
    by_meaning: bool = False

    @property
    def article(self) -> Article:
        """The cited article."""
        return self.passage.article

    @property
    def best(self) -> Span:
        """The place of the sentence for which the passage is cited: the link and the paragraph number are its own."""
        return self.excerpt.best or self.excerpt.spans[0]

    @property
    def paragraph(self) -> int:
        """The number of the paragraph with the best sentence, counted from 1 as a reader would."""
        return self.passage.paragraph_at(self.best.start)

    @property
    def page(self) -> int | None:
        """The number of the page with the beginning of the best sentence; None where the source has no pages."""
        return self.article.page_at(self.best.start)

    @property
    def text(self) -> str:
        """The quoted words. Sentences that are not adjacent are joined by ``GAP``."""
        return GAP.join(self.article.body[start:end] for start, end in self.excerpt.spans)


class Correction(NamedTuple):
    """A word as it was typed, and the word of the articles that it was read as."""

    typed: str
    read: str


class Taken(NamedTuple):
    """A word as it was asked, and a word of another form that the articles say for it."""

    asked: str
    said: str


class Unmet(NamedTuple):
    """The filter that leaves nothing of a collection of so many articles.

    ``kind`` is "source", "after", "before", "in", "phrase" or "without", "wrong" for a date that cannot be read, and
    "together" where no filter does so alone. ``value`` is what was asked for.
    """

    kind: str
    value: str
    articles: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The articles answer: at least one citation, the best first.

    ``sure`` is False when the articles may only come close to what was asked. ``corrections`` are its typos. ``taken``
    are its words that the first excerpt says otherwise. ``changing`` is whether it asks for what is different tomorrow:
    how things are now, or a number.
    """

    question: str
    confidence: float
    citations: tuple[Citation, ...]
    sure: bool = True
    corrections: tuple[Correction, ...] = ()
    taken: tuple[Taken, ...] = ()
    changing: bool = False


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The articles do not answer. ``nearest`` are articles close enough to suggest, often none.

    ``unmet`` is the filter that leaves nothing, for ``Reason.FILTERED_OUT``.
    """

    question: str
    confidence: float
    reason: Reason
    nearest: tuple[Article, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unmet: Unmet | None = None
