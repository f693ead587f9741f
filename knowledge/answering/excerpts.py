"""Which sentences of a passage to show, and which of their words to emphasise: spans, never copies."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.answers import GAP, Excerpt
from knowledge.articles import Passage, Span
from knowledge.language.clauses import clauses
from knowledge.language.kinds import Kind, kind_of, wider
from knowledge.language.pronouns import begins_with_a_pronoun
from knowledge.language.sentences import sentences
from knowledge.language.terms import Token, analysis

LONGEST_EXCERPT = 300  # characters as shown: the gaps and the marks of a cut sentence included
MARK = len("[…] ")  # of a cut sentence
_LONGEST_CLAUSE = 150  # characters: of a sentence that must be cut, longer clauses are cut as well
# What a word of the asked kind and the sentence before add to a sentence's share of the question in the passage. Tried
# from 0 to 0.5 and to 0.4 on halves of SQuAD, FacQA and XQuAD (en, es). Given the right passage, these two bring the
# share of excerpts that hold the answer from 88.5 to 89.8 % on NorQuAD news, from 84.2 to 84.7 on Spanish XQuAD and
# from 75.4 to 81.4 on Thai, where the parts of one sentence are sentences here.
_KIND = 0.3
_BEFORE = 0.25
# What the sentence nearest by meaning adds, where an encoder is asked because words say little.
_MEANING = 1.0

Near = Callable[[Sequence[str]], Sequence[float]]
"""How near some texts are to the question by meaning, in any unit."""


class _Sentence(NamedTuple):
    """A sentence, or as much of an overlong one as can be shown.

    ``matches`` are its tokens whose terms the question has, with their places in the body. ``kind`` in [0, 1] is
    whether another of its words is of the kind that is asked for. ``leans`` is whether it begins with a pronoun.
    """

    span: Span
    matches: tuple[Token, ...]
    kind: float
    leans: bool = False
    cut_before: bool = False
    cut_after: bool = False

    @property
    def terms(self) -> set[str]:
        return {token.term for token in self.matches}

    @property
    def is_cut(self) -> bool:
        return self.cut_before or self.cut_after

    def within(self, span: Span, answering: Sequence[tuple[Token, float]]) -> "_Sentence":
        """The part of the sentence in ``span``; ``answering`` are its tokens of the asked kind, with their worth."""
        matches = tuple(token for token in self.matches if _is_in(token, span))
        kind = max((worth for token, worth in answering if _is_in(token, span)), default=0.0)
        leans = self.leans and span.start == self.span.start
        return _Sentence(span, matches, kind, leans, span.start > self.span.start, span.end < self.span.end)


def excerpt(
    passage: Passage, weights: Mapping[str, float], asked: Kind | None = None, near: Near | None = None
) -> Excerpt:
    """The sentences of a passage that say the most about the question, in reading order.

    ``weights`` gives each term of the question its rarity in the collection; ``asked`` is the kind of word that the
    question asks for. A sentence is worth the weight of the question's terms in it, each divided by the number of the
    passage's sentences that have it: a word that is rare in the passage says more about the sentence. A word of the
    asked kind adds to that, and so does the sentence before, because what is said of a name often follows it. The
    remaining room goes to the sentence before one that begins with a pronoun, because it says who "he" is, and then to
    other adjacent sentences. A sentence longer than an excerpt is cut at clauses. ``near`` tells how near sentences are
    by meaning, for a passage of which the question's words say little.
    """
    body, language = passage.article.body, passage.article.language
    found = [
        _sentence(body, span, language, weights, asked)
        for paragraph in passage.paragraphs
        for span in sentences(body, paragraph, language)
    ]
    meant = _scaled(near([body[slice(*each.span)] for each in found])) if near else [0.0] * len(found)
    best, chosen = _choose(found, weights, meant)
    shown = [found[index] for index in chosen]
    emphasis = _merged(Span(token.start, token.end) for sentence in shown for token in sentence.matches)
    spans = _runs(found, chosen)
    return Excerpt(spans, emphasis, shown[0].cut_before, shown[-1].cut_after, found[best].span)


def _sentence(
    body: str, span: Span, language: str, weights: Mapping[str, float], asked: Kind | None
) -> _Sentence:
    exact, either = (asked.value, asked.value | wider(asked).value) if asked else (0, 0)
    matches: list[Token] = []
    answering: list[tuple[Token, float]] = []  # 1 for a word of the asked kind, 0.5 for one of the wider kind
    for term, start, end in analysis(language).tokens(body[span.start : span.end]):
        token = Token(term, span.start + start, span.start + end)
        if term in weights:
            matches.append(token)
        elif either and (kind := kind_of(body, token.start, token.end, opens=not start) & either):
            answering.append((token, 1.0 if kind & exact else 0.5))
    leans = begins_with_a_pronoun(body, span, language)
    whole = _Sentence(span, tuple(matches), max((worth for _, worth in answering), default=0.0), leans)
    if span.end - span.start <= LONGEST_EXCERPT:
        return whole
    windows = [whole.within(window, answering) for window in _windows(body, span, language)]
    return max(windows, key=lambda part: _weight(part.terms, weights) * (1 + _KIND * part.kind))


def _windows(body: str, sentence: Span, language: str) -> Iterable[Span]:
    """The longest runs of an overlong sentence's clauses that can be shown, in reading order."""
    parts = clauses(body, sentence, language, _LONGEST_CLAUSE)
    last = 0
    for first, part in enumerate(parts):
        room = LONGEST_EXCERPT - (MARK if first else 0)
        while last < len(parts) and _shown_length(part.start, parts[last].end, sentence) <= room:
            last += 1
        yield Span(part.start, parts[last - 1].end)
        if last == len(parts):
            return


def _shown_length(start: int, end: int, sentence: Span) -> int:
    return end - start + (MARK if end < sentence.end else 0)


def _weight(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[term] for term in terms)


def _scaled(values: Sequence[float]) -> list[float]:
    """The values from 0 for the lowest to 1 for the highest; all 1 when they are equal."""
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 1.0 for value in values]


def _choose(
    found: Sequence[_Sentence], weights: Mapping[str, float], meant: Sequence[float]
) -> tuple[int, tuple[int, ...]]:
    """The index of the best sentence, and those of all sentences to show, ascending.

    ``meant`` is how near each sentence is by meaning, in [0, 1].
    """
    terms = [sentence.terms for sentence in found]
    sentences_with = Counter(term for own_terms in terms for term in own_terms)
    own = [sum(weights[term] / sentences_with[term] for term in own_terms) for own_terms in terms]
    total = sum(own) or 1.0
    worth = [
        share / total + _KIND * sentence.kind + _MEANING * near
        for share, sentence, near in zip(own, found, meant, strict=True)
    ]
    best = max(range(len(found)), key=lambda index: worth[index])
    beside = [alone + _BEFORE * share / total for alone, share in zip(worth, [0.0, *own], strict=False)]
    if found[best].leans and best:
        beside[best - 1] += _BEFORE
    chosen = [best]
    for index in sorted(range(len(found)), key=lambda index: -beside[index]):
        # A sentence that says nothing about the question is shown whole or not at all.
        says = worth[index] > 0 or (beside[index] > 0 and not found[index].is_cut)
        if index != best and says and _fits(found, [*chosen, index]):
            chosen.append(index)
    while True:
        before = [c - 1 for c in chosen if found[c].leans]
        around = [i for c in chosen for i in (c + 1, c - 1)]
        around = [i for i in (*before, *around) if 0 <= i < len(found) and i not in chosen]
        whole = (i for i in around if not found[i].is_cut)
        fitting = next((i for i in whole if _fits(found, [*chosen, i])), None)
        if fitting is None:
            return best, tuple(sorted(chosen))
        chosen.append(fitting)


def _runs(found: Sequence[_Sentence], chosen: Iterable[int]) -> tuple[Span, ...]:
    """The chosen sentences as spans; adjacent ones are one span, unless something was cut between them."""
    runs: list[Span] = []
    previous = None
    for index in sorted(chosen):
        sentence = found[index]
        if (
            previous is not None
            and index == previous + 1
            and not (found[previous].cut_after or sentence.cut_before)
        ):
            runs[-1] = Span(runs[-1].start, sentence.span.end)
        else:
            runs.append(sentence.span)
        previous = index
    return tuple(runs)


def _fits(found: Sequence[_Sentence], chosen: Sequence[int]) -> bool:
    """Whether the chosen sentences are an excerpt of the right length, as it is shown."""
    runs = _runs(found, chosen)
    marks = found[min(chosen)].cut_before + found[max(chosen)].cut_after
    length = sum(end - start for start, end in runs) + len(GAP) * (len(runs) - 1) + MARK * marks
    return length <= LONGEST_EXCERPT


def _is_in(token: Token, span: Span) -> bool:
    return span.start <= token.start and token.end <= span.end


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
