"""Opening the knowledge base that the settings or the command line name."""

import hashlib
import logging
from pathlib import Path

from rich.console import Console

from bot.settings import Settings
from knowledge.library.additions import Additions, State
from knowledge.library.library import Library, Progress, RebuildElsewhere
from knowledge.storage.generations import Index

_LOG = logging.getLogger(__name__)


def open_library(
    settings: Settings,
    articles: Path | None,
    progress: Progress | None = None,
    *,
    elsewhere: bool = False,
) -> Library:
    """The library of ``articles`` as it is, or of the settings with what admins added; opened.

    With ``elsewhere``, another process builds whatever must be built. Raises KnowledgeError when the library cannot
    be read or holds nothing.
    """
    source = settings.knowledge_path if articles is None else articles
    added = additions_folder(settings) if articles is None else None
    index = index_of(settings, articles)
    opened = False
    rebuild_elsewhere: RebuildElsewhere | None = None
    if elsewhere:
        from bot.service.rebuilding import Rebuilder, RebuildingFailed  # only for a bot that serves

        rebuilder = Rebuilder(source, added, index.folder)

        def rebuild_elsewhere(state: State, progress: Progress | None) -> None:
            try:
                rebuilder(state, progress)
            except RebuildingFailed as error:
                if opened:
                    raise RebuildingFailed(f"{error}: what was there before goes on answering") from error
                # Nobody is kept waiting yet, and nothing would answer: the library does itself what is not done.
                _LOG.warning("the articles are read in this process", extra={"reason": str(error)})

    library = Library(
        source,
        Additions(added) if added is not None else None,
        index=index,
        rebuild_elsewhere=rebuild_elsewhere,
    )
    library.open(progress)
    opened = True
    return library


def additions_folder(settings: Settings) -> Path:
    """Where what admins add is kept."""
    return settings.bot_data_dir / "articles"


def index_of(settings: Settings, articles: Path | None) -> Index:
    """The index of a source; it may not exist yet. A folder has one of its own with and without additions."""
    source = settings.knowledge_path if articles is None else articles
    named = f"{source.absolute().resolve()}\0{'source' if articles is not None else 'with additions'}"
    key = hashlib.blake2b(named.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return Index(settings.bot_data_dir / "index" / key)


def open_shown(settings: Settings, articles: Path | None) -> Library:
    """``open_library``, with a bar on standard error meanwhile when that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return open_library(settings, articles)
    from rich.progress import Progress as ProgressBar  # slow to load, and of no use to a pipe
    from rich.progress import TaskID

    with ProgressBar(console=console, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{stage} the articles", total=total)
            bar.update(tasks[stage], completed=done, total=total)

        return open_library(settings, articles, show)
