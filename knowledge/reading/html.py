"""Web pages, through trafilatura: the main text without what stands around it."""

from typing import Any

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import make_article
from knowledge.reading.plain_text import canonical, one_line


def read_html(text: str, path: str) -> Article:
    """The article of a .html file. Raises ArticleRefused."""
    import lxml.html
    import trafilatura

    # lxml takes no text with its own encoding declaration; the declaration has been checked by decoding.
    page: Any = None
    try:
        page = lxml.html.fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
        language = (page.get("lang") or "").strip() or None
        found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    except Exception as error:  # whatever a hostile page makes a parser raise
        raise ArticleRefused(f"cannot be read as a page: {type(error).__name__}") from None
    if found is None or not found.text:
        raise ArticleRefused("holds no text that can be told from the page around it")
    blocks = [line.strip() for line in canonical(found.text).split("\n") if line.strip()]
    if found.title and blocks[0] == one_line(found.title):
        del blocks[0]  # the headline stands in the page's text too
    fields = {
        "title": found.title,
        "body": "\n\n".join(blocks),
        "source": found.sitename,
        "published": found.date,
        "url": found.url,
        "language": language,
    }
    return make_article(fields, path, path)
