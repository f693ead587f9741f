"""Cutting an article's body into paragraphs and passages: spans, never copies."""

from collections.abc import Iterator

from knowledge.articles import Article, Passage, Span
from knowledge.furniture import is_furniture, is_link_list_heading, reads_like_a_sentence
from knowledge.sentences import sentences

# Characters. Between 300 and 1,000 the length of a passage hardly changes retrieval, so
# paragraphs are kept as their authors made them, and only the extremes are touched.
SHORT_PARAGRAPH = 100
LONGEST_MERGED = 600
LONGEST_PASSAGE = 1_200


def paragraphs(body: str) -> tuple[Span, ...]:
    """The paragraphs that a reader would count, without page furniture.

    Blank lines separate paragraphs; where a body has none, every line is one.
    """
    found = []
    in_link_list = False
    for span in _blocks(body):
        text = body[span.start : span.end]
        if is_furniture(text):
            in_link_list = is_link_list_heading(text) or in_link_list
        elif not in_link_list or reads_like_a_sentence(text):
            in_link_list = False
            found.append(span)
    return tuple(found)


def passages(article: Article) -> tuple[Passage, ...]:
    """The passages of an article in reading order; together they hold each paragraph exactly once."""
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
        if group and not _joins(group, span):
            found.append(Passage(article, first, tuple(group)))
            group = []
        if not group:
            first = number
        group.append(span)
    if group:
        found.append(Passage(article, first, tuple(group)))
    return tuple(found)


def _joins(group: list[Span], span: Span) -> bool:
    is_short = group[-1].end - group[0].start < SHORT_PARAGRAPH or span.end - span.start < SHORT_PARAGRAPH
    return is_short and span.end - group[0].start <= LONGEST_MERGED


def _parts(article: Article, span: Span) -> Iterator[Span]:
    """An overlong paragraph cut between sentences (or, in a sentence without end, between words)."""
    length = span.end - span.start
    target = length / -(-length // LONGEST_MERGED)  # parts of about equal length
    start: int | None = None
    for sentence in sentences(article.body, span, article.language):
        for piece in _pieces(article.body, sentence):
            if start is not None and piece.end - start > LONGEST_MERGED:
                yield Span(start, previous_end)
                start = None
            if start is None:
                start = piece.start
            previous_end = piece.end
            if piece.end - start >= target:
                yield Span(start, piece.end)
                start = None
    if start is not None:
        yield Span(start, previous_end)


def _pieces(body: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    while end - start > LONGEST_PASSAGE:
        cut = body.rfind(" ", start + LONGEST_MERGED // 2, start + LONGEST_MERGED)
        cut = cut if cut > start else start + LONGEST_MERGED
        yield Span(start, cut)
        start = cut + (body[cut] == " ")
    if start < end:
        yield Span(start, end)


def _blocks(body: str) -> Iterator[Span]:
    """Maximal runs of lines that are not blank; single lines where no line is blank."""
    lines = list(_lines(body))
    separated = any(line is None for line in lines)
    block: Span | None = None
    for line in lines:
        if line is None:
            if block:
                yield block
            block = None
        elif block and separated:
            block = Span(block.start, line.end)
        else:
            if block:
                yield block
            block = line
    if block:
        yield block


def _lines(body: str) -> Iterator[Span | None]:
    """The lines of a stripped body, trimmed; None for a blank one between others."""
    start = len(body) - len(body.lstrip())
    last = len(body.rstrip())
    while start < last:
        end = body.find("\n", start, last)
        end = last if end == -1 else end
        text = body[start:end]
        left = len(text) - len(text.lstrip())
        yield Span(start + left, start + len(text.rstrip())) if text.strip() else None
        start = end + 1
