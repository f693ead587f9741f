"""Which sentences of a passage to show, and which of their words to emphasise: spans, never copies."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from knowledge.answers import GAP, Excerpt
from knowledge.articles import Passage, Span
from knowledge.language.pronouns import begins_with_a_pronoun
from knowledge.language.sentences import sentences
from knowledge.language.terms import Token, analysis

LONGEST_EXCERPT = 300  # characters, the gaps included
# A sentence of up to this length is shown whole: cutting off its last words does more harm than they take room.
LONGEST_SENTENCE = 360
_CONTEXT = 60  # characters kept before the first matching word of a sentence that must be cut


def excerpt(passage: Passage, weights: Mapping[str, float]) -> Excerpt:
    """The sentences of a passage that say the most about the question, in reading order.

    ``weights`` gives each term of the question its rarity in the collection. A sentence is worth the weight of the
    question's terms in it, each divided by the number of the passage's sentences that have it: a word that is rare in
    the passage says more about the sentence. The remaining room goes to the sentence before one that begins with a
    pronoun, because it says who "he" is, and then to other adjacent sentences.
    """
    body, language = passage.article.body, passage.article.language
    all_sentences = [s for paragraph in passage.paragraphs for s in sentences(body, paragraph, language)]
    matches = [_matches(body, sentence, language, weights) for sentence in all_sentences]
    leaning = {
        i for i, sentence in enumerate(all_sentences) if begins_with_a_pronoun(body, sentence, language)
    }
    chosen = _choose(all_sentences, [{token.term for token in found} for found in matches], weights, leaning)
    emphasis = _merged(Span(token.start, token.end) for index in chosen for token in matches[index])
    first = all_sentences[chosen[0]]
    if len(chosen) == 1 and first.end - first.start > LONGEST_SENTENCE:
        window = _window(body, first, emphasis)
        inside = tuple(span for span in emphasis if window.start <= span.start and span.end <= window.end)
        return Excerpt((window,), inside, window.start > first.start, window.end < first.end)
    return Excerpt(_runs(all_sentences, chosen), emphasis)


def _matches(body: str, sentence: Span, language: str, weights: Mapping[str, float]) -> list[Token]:
    """The tokens of a sentence whose terms the question has, with their places in the body."""
    start = sentence.start
    tokens = analysis(language).tokens(body[start : sentence.end])
    return [Token(term, start + a, start + b) for term, a, b in tokens if term in weights]


def _choose(
    spans: Sequence[Span], terms: Sequence[set[str]], weights: Mapping[str, float], leaning: Collection[int]
) -> tuple[int, ...]:
    """The indices of the sentences to show, ascending, at least one."""
    sentences_with = Counter(term for found in terms for term in found)
    worth = [sum(weights[term] / sentences_with[term] for term in found) for found in terms]
    order = sorted(range(len(spans)), key=lambda index: (-worth[index], index))
    chosen = [order[0]]
    for index in order[1:]:
        if worth[index] > 0 and _length(spans, [*chosen, index]) <= LONGEST_EXCERPT:
            chosen.append(index)
    while True:
        before = [c - 1 for c in chosen if c in leaning]
        around = [i for c in sorted(chosen) for i in (c + 1, c - 1)]
        around = [i for i in (*before, *around) if 0 <= i < len(spans) and i not in chosen]
        fitting = [index for index in around if _length(spans, [*chosen, index]) <= LONGEST_EXCERPT]
        if not fitting:
            return tuple(sorted(chosen))
        chosen.append(fitting[0])


def _runs(spans: Sequence[Span], chosen: Sequence[int]) -> tuple[Span, ...]:
    """The chosen sentences as spans; adjacent ones are one span."""
    runs: list[Span] = []
    previous = None
    for index in sorted(chosen):
        if previous is not None and index == previous + 1:
            runs[-1] = Span(runs[-1].start, spans[index].end)
        else:
            runs.append(spans[index])
        previous = index
    return tuple(runs)


def _length(spans: Sequence[Span], chosen: Sequence[int]) -> int:
    runs = _runs(spans, chosen)
    return sum(end - start for start, end in runs) + len(GAP) * (len(runs) - 1)


def _window(body: str, sentence: Span, emphasis: Sequence[Span]) -> Span:
    """At most ``LONGEST_EXCERPT`` characters of an overlong sentence around its matches, in whole words."""
    start, end = sentence
    if emphasis and emphasis[-1].end - start > LONGEST_EXCERPT:
        latest = max(start, end - LONGEST_EXCERPT)
        start = _word_start(body, min(latest, max(start, emphasis[0].start - _CONTEXT)), emphasis[0].start)
    if end - start > LONGEST_EXCERPT:
        end = _word_end(body, start, start + LONGEST_EXCERPT)
    return Span(start, end)


def _word_start(body: str, position: int, limit: int) -> int:
    """The first start of a word at or after ``position``, at most ``limit``."""
    if position == 0 or body[position - 1].isspace():
        return position
    while position < limit and not body[position].isspace():
        position += 1
    while position < limit and body[position].isspace():
        position += 1
    return position


def _word_end(body: str, start: int, position: int) -> int:
    """The last end of a word at or before ``position``; ``position`` itself in a script written without spaces."""
    if body[position : position + 1].isspace():
        return position
    space = body.rfind(" ", start + LONGEST_EXCERPT // 2, position)
    return len(body[:space].rstrip()) if space != -1 else position


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
