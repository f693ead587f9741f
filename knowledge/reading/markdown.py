"""Markdown: optional front matter, then the article. The markup is removed, the words stay."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading import fragment
from knowledge.reading.field_names import has, replaced, value_of
from knowledge.reading.front_matter import split
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.limits import MOST_MARKS
from knowledge.reading.metadata import FieldRefused, Note, article_from, check_lines, check_published
from knowledge.reading.plain_text import one_line
from knowledge.reading.shortcodes import without_shortcodes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKS = "[*_`<{$~^"
# Jekyll's posts have their date in front of their name, and drafts stand in a folder of their own.
_DAY_IN_NAME = re.compile(r"(?:^|/)([0-9]{4})-([0-9]{2})-([0-9]{2})-[^/]*$")
_DAY_IN_PATH = re.compile(r"(?:^|/)([0-9]{4})/([0-9]{2})/([0-9]{2})(?:/|$)")
_PATHS = ("path", "permalink", "url", "slug")
_DRAFTS = "/_drafts/"

_NOT_READ = frozenset({"table", "footnote_block", "math_block"})  # cells and formulas are no sentences
_STRUCK = frozenset({"s", "del", "strike", "script", "style", "template", "button"})
_HTML_TAG = re.compile(r"<(/?)\s*([A-Za-z][A-Za-z0-9]*)")
_NO_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]")  # a mark whose note is missing
_TASK = re.compile(r"\[[ xX]\] ")
_SPACES = re.compile(r"[ \t]{2,}")


def read_markdown(text: str, path: str, note: Note = lambda _: None, keys: KeyMap = NO_KEY_MAP) -> Article:
    """The article of a ``.md`` file. Raises ArticleRefused, with the line where front matter is at fault.

    The title is the front matter's, else the first ``# heading``. Paragraphs, list items, block quotes, the other
    headings and the text of embedded HTML become paragraphs; code blocks, tables, images, footnotes, and the tags of
    site generators are left out. ``note`` is told of fields that are left out.
    """
    check_lines(text)
    if sum(map(text.count, _MARKS)) > MOST_MARKS:
        raise ArticleRefused(f"has more than {MOST_MARKS:,} marks such as {' '.join(_MARKS)}")
    fields, lines, content = split(text.replace("\r\n", "\n").replace("\r", "\n"))
    if _DRAFTS in f"/{path}":
        raise ArticleRefused('is not read, because it is in a folder for drafts, "_drafts"', noted="draft")
    fields = keys.applied(fields)
    check_published(fields)
    title = value_of(fields, "title")
    heading, paragraphs = _content(content, title)
    if title is None:
        title = heading
    if title is None:
        raise ArticleRefused(
            'there is no title: start the file with a "# heading", or with front matter that holds "title:"'
        )
    body = "\n\n".join(paragraphs)
    if not body:
        raise ArticleRefused("there is no text below the title")
    stated = replaced({**_from_names(fields, path), **fields}, {"title": title, "body": body})

    def note_with_line(refused: FieldRefused) -> None:
        refused.line = lines.get(refused.name)
        note(refused)

    try:
        return article_from(stated, path, path, note_with_line)
    except FieldRefused as refused:
        raise ArticleRefused(str(refused), lines.get(refused.name)) from refused


def _from_names(fields: Mapping[str, object], path: str) -> dict[str, object]:
    """The date in a file's name or a page's path, unless the front matter has one."""
    if has(fields, "published"):
        return {}
    paths = (value for name in _PATHS if isinstance(value := fields.get(name), str))
    found = _DAY_IN_NAME.search(path) or next(filter(None, map(_DAY_IN_PATH.search, paths)), None)
    return {"date_published": "-".join(found.groups())} if found else {}


def _content(text: str, title: object) -> tuple[str | None, list[str]]:
    """The first top-level heading, and the paragraphs, without the heading when it is the title."""
    heading: str | None = None
    paragraphs = []
    for tag, paragraph in _paragraphs(_parser().parse(without_shortcodes(text))):
        if tag == "h1" and heading is None:
            heading = paragraph
            if title is None or (isinstance(title, str) and one_line(title) == one_line(heading)):
                continue
        paragraphs.append(paragraph)
    return heading, paragraphs


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    # Tables are parsed so that they can be left out.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (footnote_plugin, deflist_plugin, admon_plugin):
        parser.use(plugin)
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)


def _paragraphs(tokens: Sequence["Token"]) -> Iterator[tuple[str, str]]:
    """The block ("p", "h1", …) and the text of every paragraph that is read."""
    not_read = 0
    block = ""
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _NOT_READ:
            not_read += token.nesting
        elif name == "admonition_title" and token.nesting:
            not_read += token.nesting  # "Note"
        elif not_read:
            continue
        elif token.type == "html_block":
            yield from (("p", paragraph) for paragraph in fragment.paragraphs(token.content))
        elif token.type == "inline":
            text = _words(token.children or ())
            if text:
                yield block, text
        block = token.tag


def _words(tokens: Sequence["Token"]) -> str:
    """The text of a paragraph as a reader sees it, with its line breaks."""
    parts: list[str] = []
    struck = raised = 0
    for token in tokens:
        if token.type in ("s_open", "s_close"):
            struck += token.nesting
        elif token.type == "html_inline":
            tag = _HTML_TAG.match(token.content)
            closing, name = (bool(tag[1]), tag[2].lower()) if tag else (False, "")
            if name in _STRUCK:
                struck = max(0, struck + (-1 if closing else 1))
            elif name == "sup":
                raised = max(0, raised + (-1 if closing else 1))
            elif name == "br" and not struck:
                parts.append("\n")
        elif not struck:
            text = _text(token)
            parts.append(fragment.superscript(text) if raised else text)
    text = _TASK.sub("", "".join(parts).lstrip(), count=1) if parts else ""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _text(token: "Token") -> str:
    if token.type == "text":
        return _NO_FOOTNOTE.sub("", token.content) if "[^" in token.content else token.content
    if token.type in ("code_inline", "math_inline", "math_inline_double"):
        return token.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
