"""Plain text: the first line that is not blank is the headline, the rest is the article."""

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.language.page_furniture import is_furniture
from knowledge.reading.metadata import article_from, check_lines
from knowledge.reading.plain_text import canonical

# Characters. Mail clients, editors and newspapers' systems wrap at about 72 to 80; a longer line is a whole paragraph.
_LONGEST_WRAPPED_LINE = 100


def read_text(text: str, path: str) -> Article:
    """The article of a ``.txt`` file. Raises ArticleRefused.

    Blank lines separate paragraphs. A single line break inside one was made by wrapping and becomes a space, so
    that sentences read on; the length stays the same. A text without any blank line keeps its line breaks if
    a line is longer than wrapping makes them: there, every line is a paragraph.
    """
    check_lines(text)
    lines = canonical(text).split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise ArticleRefused("the file is empty")
    body = _unwrapped("\n".join(lines[first + 1 :]).strip())
    if not body:
        raise ArticleRefused("there is only one line: put the title on the first line and the text below it")
    return article_from({"title": lines[first], "body": body}, path, path)


def _unwrapped(body: str) -> str:
    lines = body.split("\n")
    is_blank = [not line.strip() for line in lines]
    if not any(is_blank) and max(map(len, lines)) > _LONGEST_WRAPPED_LINE:
        return body
    # A line of page furniture ("Related Articles") does not belong to the sentence above it.
    stands_alone = [blank or is_furniture(line) for blank, line in zip(is_blank, lines, strict=True)]
    parts = [lines[0]]
    for number in range(1, len(lines)):
        parts.append("\n" if stands_alone[number - 1] or stands_alone[number] else " ")
        parts.append(lines[number])
    return "".join(parts)
