"""What somebody points at who selects words of a message and asks about them."""

from collections.abc import Iterator, Sequence

import regex

from knowledge import Earlier, Passage, Quotation, Snapshot, hits
from knowledge.language.sentences import sentences

_SEARCHED = 5  # passages, where it is not known what the message quoted


def pointing_at(selected: str, snapshot: Snapshot, quotations: Sequence[Quotation] = ()) -> Earlier:
    """What a question about selected words leans on: these words, and of what was quoted, their article's part.

    ``quotations`` are those of the message that the words were selected in, where they are known.
    """
    words = " ".join(selected.split())
    passage = next((each for each in _candidates(words, snapshot, quotations) if _holds(each, words)), None)
    if passage is None:
        return Earlier(words, tuple(quotations))
    own = (each for each in quotations if _article(each, snapshot) == passage.article.id)
    whole = Quotation(passage.key, passage.paragraphs[0][0], passage.paragraphs[-1][1])
    selected_of_it = [*_sentences(passage, words), whole]
    return Earlier(words, tuple(dict.fromkeys([*selected_of_it, *own])))


def _candidates(words: str, snapshot: Snapshot, quotations: Sequence[Quotation]) -> Iterator[Passage]:
    """Passages that the words may come from, the likelier first: of what was quoted, of its articles, of any."""
    known = [
        position for each in quotations if (position := snapshot.positions.get(each.passage)) is not None
    ]
    for position in known:
        yield snapshot.passages[position]
    for article in dict.fromkeys(int(snapshot.occurrences.article_of[position]) for position in known):
        for position in snapshot.passages_of(article):
            yield snapshot.passages[position]
    for citation in hits(words, snapshot, _SEARCHED):
        yield citation.passage


def _holds(passage: Passage, words: str) -> bool:
    """Whether the words stand in a passage, or are of its article's headline."""
    return words in " ".join(passage.text.split()) or words in passage.article.title


def _sentences(passage: Passage, words: str) -> Iterator[Quotation]:
    """The sentences of a passage that the words are of: nobody asks to read them again."""
    body = passage.article.body
    first, last = passage.paragraphs[0][0], passage.paragraphs[-1][1]
    found = regex.compile(r"\s+".join(map(regex.escape, words.split()))).search(body, first, last)
    for paragraph in passage.paragraphs if found else ():
        for start, end in sentences(body, paragraph, passage.article.language):
            if found and start < found.end() and found.start() < end:
                yield Quotation(passage.key, start, end)


def _article(quotation: Quotation, snapshot: Snapshot) -> str | None:
    position = snapshot.positions.get(quotation.passage)
    return None if position is None else snapshot.passages[position].article.id
