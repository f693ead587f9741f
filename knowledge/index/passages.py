"""Cutting an article's body into paragraphs and passages: spans, never copies."""

from collections.abc import Iterator, Sequence

from knowledge.articles import Article, Passage, Span
from knowledge.language.clauses import clauses
from knowledge.language.page_furniture import (
    ends_a_link_list,
    ends_as_a_sentence,
    is_furniture,
    is_link_list_heading,
)
from knowledge.language.sentences import sentences

# Characters. Between 300 and 1,000 the length of a passage hardly matters for retrieval, so only very short and very
# long paragraphs are changed.
SHORT_PARAGRAPH = 100
LONGEST_MERGED = 600
LONGEST_PASSAGE = 1_200


def paragraphs(body: str) -> tuple[Span, ...]:
    """The paragraphs that a reader would count, without page furniture.

    Blank lines separate paragraphs; where a body has none, every line is one. Furniture on a line of its own
    is passed over even where no blank line sets it off.
    """
    found = []
    in_link_list = False
    for span in _blocks(body):
        text = body[span.start : span.end]
        if is_furniture(text):
            in_link_list = is_link_list_heading(text) or in_link_list
        elif not in_link_list or ends_a_link_list(text):
            in_link_list = False
            found.append(span)
    return tuple(found)


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article in reading order. Together they have each paragraph exactly once."""
    found: list[Passage] = []
    group: list[Span] = []
    first = 1
    for number, span in enumerate(paragraphs(article.body), 1):
        if span.end - span.start > LONGEST_PASSAGE:
            if group:
                found.append(Passage(article, first, tuple(group)))
                group = []
            found += [Passage(article, number, (part,)) for part in _parts(article, span)]
            continue
        if group and not _joins(article.body, group, span):
            found.append(Passage(article, first, tuple(group)))
            group = []
        if not group:
            first = number
        group.append(span)
    if group:
        found.append(Passage(article, first, tuple(group)))
    return tuple(found)


def _joins(body: str, group: list[Span], span: Span) -> bool:
    is_short = group[-1].end - group[0].start < SHORT_PARAGRAPH or span.end - span.start < SHORT_PARAGRAPH
    if not is_short or span.end - group[0].start > LONGEST_MERGED:
        return False
    # A passage is one span, so furniture between two paragraphs would become part of its text.
    return not body[group[-1].end : span.start].strip()


def _parts(article: Article, span: Span) -> list[Span]:
    """An overlong paragraph, cut between sentences, and an endless sentence between clauses."""
    length = span.end - span.start
    target = length / -(-length // LONGEST_MERGED)  # parts of about equal length
    parts: list[Span] = []
    open_end = False  # whether the last part still takes more
    for sentence in sentences(article.body, span, article.language):
        for piece in _pieces(article, sentence):
            if open_end and piece.end - parts[-1].start <= LONGEST_MERGED:
                parts[-1] = Span(parts[-1].start, piece.end)
            else:
                parts.append(piece)
            open_end = parts[-1].end - parts[-1].start < target
    if len(parts) > 1:
        (start, _), (last, end) = parts[-2:]
        if end - last < SHORT_PARAGRAPH and end - start <= LONGEST_PASSAGE:
            parts[-2:] = [Span(start, end)]
    return parts


def _pieces(article: Article, sentence: Span) -> Sequence[Span]:
    """A sentence; one that is longer than a passage is cut at clauses."""
    if sentence.end - sentence.start <= LONGEST_PASSAGE:
        return (sentence,)
    return clauses(article.body, sentence, article.language, LONGEST_MERGED)


def _blocks(body: str) -> Iterator[Span]:
    """Runs of lines between blank ones. Where no line is blank, each line is a block; so is each line of furniture."""
    lines = list(_lines(body))
    separated = any(line is None for line in lines)
    block: Span | None = None
    for line in lines:
        alone = not separated or (line is not None and _stands_alone(body, block, line))
        if block and (line is None or alone):
            yield block
            block = None
        if line is None:
            continue
        block = Span(block.start, line.end) if block else line
        if alone:
            yield block
            block = None
    if block:
        yield block


def _stands_alone(body: str, block: Span | None, line: Span) -> bool:
    """Whether a line inside a block is furniture, and not the end of a wrapped sentence."""
    if not is_furniture(body[line.start : line.end]):
        return False
    return block is None or ends_as_a_sentence(body[max(block.start, block.end - LONGEST_MERGED) : block.end])


def _lines(body: str) -> Iterator[Span | None]:
    """The lines of a stripped body, trimmed; None for a blank line."""
    start = len(body) - len(body.lstrip())
    last = len(body.rstrip())
    while start < last:
        end = body.find("\n", start, last)
        end = last if end == -1 else end
        text = body[start:end]
        left = len(text) - len(text.lstrip())
        yield Span(start + left, start + len(text.rstrip())) if text.strip() else None
        start = end + 1
