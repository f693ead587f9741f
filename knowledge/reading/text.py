"""Plain text: the first line that is not blank is the headline, the rest is the article."""

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.language.page_furniture import is_furniture
from knowledge.reading.metadata import Note, article_from, check_lines
from knowledge.reading.plain_text import canonical

# Characters. Mail clients, editors and newspapers' systems wrap at about 72 to 80; a longer line is a whole paragraph.
_LONGEST_WRAPPED_LINE = 100
# Lines of verse are shorter than what is wrapped.
_LONGEST_VERSE = 60
# Of the longest line. Lines of a wrapped paragraph are about as long, except the last.
_ABOUT_AS_LONG = 0.75
_MUCH_SHORTER = 0.6

# Who speaks, in a transcript: "MAYOR LUND: We close in May.", "Q. And then?", "— Who pays?"
_SPEAKER = re.compile(
    r"(?:[^\W\d_][\w.’'-]*(?:,? [\w.’'()-]+){0,5}:|[QA][.:]|[—–―]) \S"
    r"|(?:[^\W\d_][\w.’'-]*(?: [\w.’'()-]+){0,5}):$"
)
_LIST_ITEM = re.compile(r"(?:[*•‣◦·+–—-]|\(?[0-9]{1,3}[.)]|\(?[a-z][.)]) ")

FACTS = ("source", "date", "url", "language")
"""What may stand above the headline, between two lines of ``---``, each as ``name: value``."""
_FACTS_ABOVE = re.compile(rf"\s*---[ \t]*\n((?:(?:{'|'.join(FACTS)}):[ \t]+\S.*\n)+)---[ \t]*(?:\n|$)")


def read_text(text: str, path: str, note: Note = lambda _: None) -> Article:
    """The article of a ``.txt`` file. Raises ArticleRefused. ``note`` is told of facts that are left out.

    Blank lines separate paragraphs. A single line break that wrapping made becomes a space, so that sentences read on.
    One that an author made stays: between verses, for instance. Each speech of a transcript, each item of a list and
    each line that is longer than wrapping makes them is a paragraph.
    """
    check_lines(text)
    facts, text = facts_above(canonical(text))
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise ArticleRefused("the file is empty")
    body = unwrapped("\n".join(lines[first + 1 :]).strip())
    if not body:
        raise ArticleRefused("there is only one line: put the title on the first line and the text below it")
    return article_from({"title": lines[first], "body": body, **facts}, path, path, note)


def facts_above(text: str) -> tuple[dict[str, str], str]:
    """The facts that stand above a headline, if any do, and the text below them."""
    found = _FACTS_ABOVE.match(text)
    if found is None:
        return {}, text
    pairs = (line.partition(":") for line in found[1].splitlines())
    return {name: value.strip() for name, _, value in pairs}, text[found.end() :]


def with_facts(text: str, facts: Mapping[str, str]) -> str:
    """The text with facts above its headline. They go before those that stand there already."""
    stated, below = facts_above(text)
    values = {name: " ".join(value.split()) for name, value in (stated | dict(facts)).items()}
    lines = [f"{name}: {values[name]}" for name in FACTS if values.get(name)]
    return "\n".join(["---", *lines, "---", below]) if lines else text


def unwrapped(body: str) -> str:
    """A text with the line breaks undone that wrapping made."""
    lines = body.split("\n")
    lengths = (len(line.rstrip()) for line in lines)
    widest = max((length for length in lengths if length <= _LONGEST_WRAPPED_LINE), default=0)
    parts: list[str] = []
    for block, blank in _blocks(lines):
        parts += _joined(block, widest), blank
    return "".join(parts)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Runs of lines that are not blank, each with the line breaks and blank lines below it."""
    block: list[str] = []
    number = 0
    while number < len(lines):
        block.append(lines[number])
        number += 1
        blank = number
        while number < len(lines) and not lines[number].strip():
            number += 1
        if number > blank:
            yield block, "\n" + "".join(f"{line}\n" for line in lines[blank:number])
            block = []
    if block:
        yield block, ""


def _joined(lines: list[str], widest: int) -> str:
    """A block with its wrapping undone; ``widest`` is the longest line of the text that wrapping can have made."""
    # A line of page furniture ("Related Articles") does not belong to the sentence above it.
    stands_alone = [is_furniture(line) for line in lines]
    begins = _beginnings(lines)
    between = " " if any(begins) else _between(lines, widest)
    parts = [lines[0]]
    for number in range(1, len(lines)):
        if stands_alone[number - 1] or stands_alone[number]:
            parts.append("\n")
        else:
            parts.append("\n\n" if begins[number] else between)
        parts.append(lines[number])
    return "".join(parts)


def _beginnings(lines: Sequence[str]) -> list[bool]:
    """Which lines begin a speech or an item; all False when the block is neither a transcript nor a list."""
    stripped = [line.strip() for line in lines]
    for pattern in (_LIST_ITEM, _SPEAKER):
        begins = [pattern.match(line) is not None for line in stripped]
        # One such line can be a sentence with a colon or a dash, and wrapping can begin a line with any word.
        if sum(begins) > 1 and (begins[0] or 2 * sum(begins) > len(lines)):
            return begins
    return [False] * len(lines)


def _between(lines: Sequence[str], widest: int) -> str:
    """What separates the lines of a block: a space if they were wrapped."""
    if len(lines) < 2:
        return " "
    lengths = [len(line.rstrip()) for line in lines]
    width = max(lengths)
    if width < _MUCH_SHORTER * widest:
        return "\n"
    # Wrapping breaks a line only where the next word has no more room.
    early = sum(
        length + 1 + len(following.split(None, 1)[0]) <= width
        for length, following in zip(lengths, lines[1:], strict=False)
    )
    if width > _LONGEST_WRAPPED_LINE:
        is_wrapped = len(lines) > 2 and min(lengths[:-1]) > _ABOUT_AS_LONG * width
        return " " if is_wrapped else "\n\n"
    if 2 * early > len(lines) - 1:
        return "\n"
    is_verse = len(lines) > 2 and width < _LONGEST_VERSE and not any(_goes_on(line) for line in lines)
    return "\n" if is_verse else " "


def _goes_on(line: str) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter."""
    return line.lstrip()[:1].islower()
