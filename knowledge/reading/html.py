"""Web pages: the article in a page, with the headline, the date and the address that the page states."""

from typing import Any, NamedTuple

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.languages import believed
from knowledge.reading.metadata import accepts, article_from
from knowledge.reading.pages.blocks import Block
from knowledge.reading.pages.dates import published, shown
from knowledge.reading.pages.headlines import headline
from knowledge.reading.pages.parsing import parsed
from knowledge.reading.pages.selection import article_blocks
from knowledge.reading.pages.shaping import shape
from knowledge.reading.pages.statements import statements
from knowledge.reading.plain_text import one_line


def read_html(text: str, path: str, address: str | None = None) -> Article:
    """The article of a ``.html`` file, whose address may be told beside it. Raises ArticleRefused.

    Publisher, date, address and language are what the page says of itself; what does not hold to
    the rules of such a field is left out, and the language then detected. Every paragraph is a block of the
    page's own text.
    """
    page = _read(text)
    if page is None or not page.blocks:
        raise ArticleRefused("no article was found in the page")
    if not page.title:
        raise ArticleRefused("no title was found in the page: give it a <title> or an <h1>")
    paragraphs = list(page.blocks)
    if one_line(paragraphs[0].text) in {one_line(page.title), *page.headings}:
        del paragraphs[0]
    if not paragraphs:
        raise ArticleRefused("no article was found in the page, only its title")
    stated = {name: value for name, value in page.fields.items() if accepts(name, value)}
    if "url" not in stated and address is not None and accepts("url", address):
        stated["url"] = address
    body = "\n\n".join(block.text for block in paragraphs)
    if isinstance(language := stated.get("language"), str):
        stated["language"] = believed(language, body)
    return article_from({**stated, "title": page.title, "body": body}, path, path)


class _Page(NamedTuple):
    title: str | None
    headings: frozenset[str]
    fields: dict[str, object]
    blocks: list[Block]


def _read(text: str) -> _Page | None:
    try:
        tree: Any = parsed(text)
        if tree is None:
            return None
        stated = statements(tree)
        title = headline(tree, stated)
        fields: dict[str, object] = {
            "source": stated.site or stated.host or None,
            "published": published(tree, stated),
            "url": stated.address,
            "language": stated.language,
        }
        headings = frozenset(one_line(heading.text_content()) for heading in tree.iter("h1"))
        description = next(stated.meta("og:description", "description", "twitter:description"), "")
        shape(tree)
        article = article_blocks(tree, title or "", description, stated.body)
        fields["published"] = fields["published"] or shown(article.beginning, stated.language)
        return _Page(title, headings, fields, article.blocks)
    except (ArticleRefused, MemoryError):
        raise
    except Exception as error:  # whatever the parsers raise over a hostile page, it is not readable
        raise ArticleRefused(f"the page cannot be parsed ({type(error).__name__})") from error
