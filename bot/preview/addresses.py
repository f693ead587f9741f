"""Articles without an address get one here, so that the links to quoted words can be tried."""

from dataclasses import replace

from knowledge import Article, Library, Snapshot
from knowledge.index.stored import Articles, Passages

# Telegram takes links only to hosts with a name. This one is reserved for examples: nobody can own it, and the page of
# the preview opens its addresses on this machine.
ARTICLES_ADDRESS = "https://articles.example/"


class AddressedLibrary(Library):
    """A library whose articles all have an address: their own, or that of their page in the preview."""

    _addressed: tuple[Snapshot, Snapshot] | None = None
    """The last snapshot that was given addresses, and what became of it."""

    @property
    def current(self) -> Snapshot:
        """The snapshot to answer from, with the addresses. What is built from it and kept on disk is without them."""
        known, snapshot = self._addressed, super().current
        if known is None or known[0] is not snapshot:
            known = self._addressed = (snapshot, _with_addresses(snapshot))
        return known[1]


class _AddressedArticles(Articles):
    def _article(self, index: int, body: str) -> Article:
        article = super()._article(index, body)
        return article if article.url else replace(article, url=ARTICLES_ADDRESS + article.key)


def _with_addresses(snapshot: Snapshot) -> Snapshot:
    contents = snapshot.occurrences.contents
    articles = _AddressedArticles(snapshot.arrays, contents)
    return replace(snapshot, articles=articles, passages=Passages(articles, snapshot.arrays, contents))
