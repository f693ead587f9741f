"""Markdown: optional YAML front matter, then the article. The markup is removed, the words stay."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.limits import MOST_MARKS
from knowledge.reading.metadata import FieldRefused, article_from, check_lines, is_blank
from knowledge.reading.plain_text import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

# Characters. A handful of fields take a few hundred. YAML is slow, and endless text is not front matter.
LONGEST_FRONT_MATTER = 50_000

_FENCE = "---"
_MARKS = "[*_`<"
_YAML_NOTHING = ("~", "null", "Null", "NULL")


def read_markdown(text: str, path: str) -> Article:
    """The article of a ``.md`` file. Raises ArticleRefused, with the line where front matter is at fault.

    The title is the front matter's, else the first ``# heading``. Paragraphs, list items, block quotes and the
    other headings become paragraphs; code blocks, tables, images and HTML are left out.
    """
    check_lines(text)
    if sum(map(text.count, _MARKS)) > MOST_MARKS:
        raise ArticleRefused(f"has more than {MOST_MARKS:,} marks such as {' '.join(_MARKS)}")
    front_matter, lines, content = _split(text.replace("\r\n", "\n").replace("\r", "\n"))
    title = front_matter.get("title")
    heading, paragraphs = _content(content, title)
    if is_blank(title):
        title = heading
    if title is None:
        raise ArticleRefused(
            'there is no title: start the file with a "# heading", or with front matter that holds "title:"'
        )
    body = "\n\n".join(paragraphs)
    if not body:
        raise ArticleRefused("there is no text below the title")
    try:
        return article_from({**front_matter, "title": title, "body": body}, path, path)
    except FieldRefused as refused:
        raise ArticleRefused(str(refused), lines.get(refused.field)) from refused


def _split(text: str) -> tuple[dict[str, object], dict[str, int], str]:
    """The front matter's fields, the line of each, and the text after it."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), None)
    if end is None:
        raise ArticleRefused('the front matter that starts here is not closed: add a line "---" below it', 1)
    source = "\n".join(lines[1:end])
    if len(source) > LONGEST_FRONT_MATTER:
        raise ArticleRefused(
            f"the front matter has {len(source):,} characters, "
            f"but at most {LONGEST_FRONT_MATTER:,} are expected",
            1,
        )
    fields, numbers = _front_matter(source)
    return fields, numbers, "\n".join(lines[end + 1 :])


def _front_matter(source: str) -> tuple[dict[str, object], dict[str, int]]:
    import yaml

    # The base loader keeps every scalar as it is written: "no" stays the language Norwegian and does not become false,
    # a title of digits stays text, and an impossible date is refused by our own rule.
    try:
        loader = yaml.BaseLoader(source)
        root = loader.get_single_node()
        if root is None:
            return {}, {}
        if not isinstance(root, yaml.MappingNode):
            raise ArticleRefused('the front matter is not a list of fields such as "title: …"', 2)
        numbers = {key.value: key.start_mark.line + 2 for key, _value in root.value if _is_text(key.value)}
        fields: Any = loader.construct_document(root)
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 2
        raise ArticleRefused("the front matter holds a character that YAML does not allow", line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "it cannot be parsed"
        hint = "; put a value that holds a colon into quotation marks" if "mapping values" in problem else ""
        raise ArticleRefused(
            f"the front matter is not valid YAML: {problem}{hint}", mark.line + 2 if mark else None
        ) from error
    except (ValueError, OverflowError) as error:  # "\U00110000": PyYAML does not check what is escaped
        raise ArticleRefused("the front matter names a character that does not exist", 1) from error
    except RecursionError as error:
        raise ArticleRefused("the front matter is nested too deeply", 1) from error
    return {
        name: None if _is_text(value) and value in _YAML_NOTHING else value
        for name, value in fields.items()
        if _is_text(name)
    }, numbers


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _content(text: str, title: object) -> tuple[str | None, list[str]]:
    """The first top-level heading, and the paragraphs, without the heading when it is the title."""
    from markdown_it import MarkdownIt

    heading: str | None = None
    paragraphs = []
    # Tables are parsed so that they can be left out: their cells are not sentences.
    for tag, paragraph in _paragraphs(MarkdownIt("commonmark").enable("table").parse(text)):
        if tag == "h1" and heading is None:
            heading = paragraph
            if is_blank(title) or (isinstance(title, str) and one_line(title) == one_line(heading)):
                continue
        paragraphs.append(paragraph)
    return heading, paragraphs


def _paragraphs(tokens: Sequence["Token"]) -> Iterator[tuple[str, str]]:
    """The block ("p", "h1", …) and the text of every paragraph that is not in a table."""
    tables = 0
    for before, token in pairwise(tokens):
        tables += token.nesting if token.tag == "table" else 0
        if token.type == "inline" and not tables and (text := _words(token.children or ()).strip()):
            yield before.tag, text


_SPACES: Mapping[str, str] = {"softbreak": " ", "hardbreak": " "}


def _words(tokens: Sequence["Token"]) -> str:
    """The text of a paragraph as a reader sees it."""
    parts = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "html_inline":
            parts.append(" " if token.content.lower().startswith("<br") else "")
        else:
            parts.append(_SPACES.get(token.type, ""))
    return "".join(parts)
