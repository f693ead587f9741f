"""Opening the knowledge base that the settings or the command line name."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.settings import Settings
from knowledge import Additions, EmptyCorpus, Index, Library, Progress
from knowledge.errors import ClusterError
from knowledge.library.losses import OnLoss

if TYPE_CHECKING:
    from bot.fetching.feeds import Feeds
    from bot.service.rebuilding import Rebuilder
    from knowledge.library.followed import FollowedLibrary
    from knowledge.meaning.onnx_encoder import OnnxEncoder
    from knowledge.storage.remote.cluster import Cluster


def open_library(settings: Settings, articles: Path | None, progress: Progress | None = None) -> Library:
    """The opened library of ``articles``, or that of the settings with what admins added.

    Raises KnowledgeError when the library cannot be read or holds nothing.
    """
    if articles is None and settings.knowledge_url is not None:
        followed = followed_library(settings)
        followed.open(progress)
        return followed
    return open_built(settings, articles, progress)


def open_built(settings: Settings, articles: Path | None, progress: Progress | None = None) -> Library:
    """As ``open_library``, built on this machine, even if the settings name a cluster."""
    source = settings.knowledge_path if articles is None else articles
    additions = Additions(additions_folder(settings)) if articles is None else None
    # The index of the settings' source is the serving bot's: a loss that nobody has confirmed stays out of it.
    on_loss = OnLoss.SET_ASIDE if articles is None else OnLoss.TAKEN
    fetched = fetched_folder(settings) if articles is None else None
    library = Library(
        source,
        additions,
        index=index_of(settings, articles),
        on_loss=on_loss,
        fetched=fetched,
        encoder=encoder_of(settings),
    )
    library.open(progress)
    return library


def followed_library(settings: Settings) -> "FollowedLibrary":
    """The library on the cluster that the settings name, not opened yet. Raises ClusterError."""
    from knowledge.library.followed import FollowedLibrary  # only for a base on a cluster

    return FollowedLibrary(cluster_of(settings), encoder=encoder_of(settings))


def cluster_of(settings: Settings) -> "Cluster":
    """The cluster that the settings name. Raises ClusterError."""
    from knowledge.storage.remote.address import address_of
    from knowledge.storage.remote.cluster import Cluster

    if settings.knowledge_url is None:
        raise ClusterError("KNOWLEDGE_URL is not set: it names the cluster")
    certificates = settings.knowledge_certificates
    try:
        return Cluster(
            address_of(settings.knowledge_url.get_secret_value()),
            certificates=str(certificates) if certificates else None,
        )
    except OSError as error:  # also of certificates that are none
        raise ClusterError(f"KNOWLEDGE_CERTIFICATES cannot be used: {error.strerror or error}") from None


def library_to_serve(settings: Settings, kind: type[Library] = Library) -> "tuple[Library, Rebuilder]":
    """The library for a bot that serves, not opened yet, and what builds its index in a child process.

    ``kind`` is the class of the library. Raises EncoderError when the settings name a sentence encoder that cannot be
    used.
    """
    from bot.service.rebuilding import Rebuilder  # only for a bot that serves

    source, added, index = settings.knowledge_path, additions_folder(settings), index_of(settings, None)
    fetched = fetched_folder(settings)
    encoder = encoder_of(settings)
    rebuilder = Rebuilder(source, added, index.folder, fetched=fetched, model=settings.knowledge_meaning)
    library = kind(
        source,
        Additions(added),
        index=index,
        rebuild_elsewhere=rebuilder,
        compile_search=True,
        on_loss=OnLoss.REFUSED,
        fetched=fetched,
        encoder=encoder,
    )
    return library, rebuilder


def encoder_of(settings: Settings) -> "OnnxEncoder | None":
    """The sentence encoder that the settings name, tried; None when they name none. Raises EncoderError."""
    if settings.knowledge_meaning is None:
        return None
    from knowledge.meaning.onnx_encoder import open_encoder  # its libraries are an extra

    return open_encoder(settings.knowledge_meaning)


def additions_folder(settings: Settings) -> Path:
    """The folder of what admins added."""
    return settings.bot_data_dir / "articles"


def feeds_of(settings: Settings) -> "Feeds | None":
    """The feeds that the settings name; None when they name none."""
    if not settings.knowledge_feeds:
        return None
    from bot.fetching.feeds import Feeds  # only for a bot that serves
    from bot.fetching.web import Web

    return Feeds(settings.knowledge_feeds, fetched_folder(settings), Web(version("verbatim")))


def open_to_serve(library: Library, feeds: "Feeds | None", progress: Progress | None = None) -> None:
    """Open the library. Where it has no article at all, the feeds may bring the first. Raises KnowledgeError."""
    try:
        library.open(progress)
    except EmptyCorpus:
        if feeds is None or not feeds.fetch():
            raise
        library.open(progress)


def fetched_folder(settings: Settings) -> Path:
    """The folder of what was fetched from feeds: it is read whether or not they are still set."""
    return settings.bot_data_dir / "feeds"


def index_of(settings: Settings, articles: Path | None) -> Index:
    """The index of a source, which may not exist yet. A source has one with additions and one without."""
    source = settings.knowledge_path if articles is None else articles
    named = f"{source.absolute().resolve()}\0{'source' if articles is not None else 'with additions'}"
    key = hashlib.blake2b(named.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return Index(settings.bot_data_dir / "index" / key)


def open_shown(settings: Settings, articles: Path | None) -> Library:
    """``open_library``, with a progress bar on standard error when that is a terminal."""
    with progress_shown() as progress:
        return open_library(settings, articles, progress)


@contextmanager
def progress_shown() -> Iterator[Progress | None]:
    """A progress bar on standard error during the block; none when that is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import Progress as ProgressBar  # slow to import, and useless to a pipe
    from rich.progress import TaskID

    with ProgressBar(console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{stage} the articles", total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show
