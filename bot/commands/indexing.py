"""``bot index``: put the articles together on this machine, and bring the base on a cluster up to date with them."""

from rich.console import Console

from bot.commands.opening import cluster_of, feeds_of, open_built, progress_shown
from bot.dialogue import wording
from bot.settings import Settings
from knowledge.storage.remote.publishing import Publisher


def index_all(settings: Settings, console: Console) -> None:
    """Read feeds and articles, and publish what has changed. Raises KnowledgeError, and then the old base counts."""
    cluster = cluster_of(settings)
    try:
        cluster.check()  # before the work, not after it
        feeds = feeds_of(settings)
        if feeds is not None:
            feeds.fetch()
        with progress_shown() as progress:
            library = open_built(settings, None, progress)
            for notice in library.notices:
                console.print(notice, style="yellow")
            number = Publisher(cluster).publish(library.current, progress)
    finally:
        cluster.close()
    articles = wording.amounts.articles(len(library.current.articles))
    done = "is up to date" if number is None else f"has generation {number}"
    console.print(
        f"The base on {cluster.address} {done}: {articles}, {len(library.current.passages):,} passages"
    )
