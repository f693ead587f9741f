"""Opening the knowledge base that the settings or the command line name."""

from pathlib import Path

from rich.console import Console
from rich.progress import Progress as ProgressBar
from rich.progress import TaskID

from bot.settings import Settings
from knowledge.additions import Additions
from knowledge.library import Library, Progress


def open_library(settings: Settings, articles: Path | None, progress: Progress | None = None) -> Library:
    """The library of ``articles`` as it is, or of the settings with what admins added; opened.

    Raises KnowledgeError when it cannot be read or holds nothing.
    """
    if articles is not None:
        library = Library(articles)
    else:
        library = Library(settings.knowledge_path, Additions(settings.bot_data_dir / "articles"))
    library.open(progress)
    return library


def open_shown(settings: Settings, articles: Path | None) -> Library:
    """The same, with a bar on standard error meanwhile when that is a terminal."""
    console = Console(stderr=True)
    with ProgressBar(console=console, transient=True, disable=not console.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(f"{stage} the articles", total=total)
            bar.update(tasks[stage], completed=done, total=total)

        return open_library(settings, articles, show)
