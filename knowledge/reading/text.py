"""Plain text: the first line that is not blank is the headline, blank lines separate paragraphs."""

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.metadata import make_article
from knowledge.reading.plain_text import canonical, unwrapped


def read_text(text: str, path: str) -> Article:
    """The article of a .txt file. Raises ArticleRefused."""
    title, _, body = canonical(text).strip().partition("\n")
    if not body.strip():
        raise ArticleRefused("has a headline but no text below it" if title else "is empty")
    return make_article({"title": title, "body": unwrapped(body.strip())}, path, path)
