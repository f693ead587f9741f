"""``bot preview``: the parts of the preview, put together."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from bot.commands.opening import library_to_serve, open_to_serve, progress_shown
from bot.preview.addresses import AddressedLibrary
from bot.preview.running import bound, open_in_browser, settings_of_preview, shown
from bot.preview.scene import new_token, set_up
from bot.service.logs import configure_logging
from bot.service.only_one import only_bot_of
from bot.service.serving import serve
from bot.service.signals import ended_by_signals
from bot.settings import Settings


def preview_until_stopped(
    settings: Settings, articles: Path | None, data: Path | None, port: int, *, opens_browser: bool
) -> None:
    """Serve the preview until SIGINT or SIGTERM. Raises KnowledgeError, PreviewError or ServingError."""
    bot_token, token = new_token(), secrets.token_urlsafe(24)
    configure_logging("WARNING", [bot_token, token])
    with ended_by_signals(), _folder(data) as folder, bound(port) as listening, only_bot_of(folder):
        url = "http://{}:{}".format(*listening.getsockname()[:2])
        own = settings_of_preview(settings, bot_token, url).model_copy(
            update={"bot_data_dir": folder, "knowledge_path": articles or settings.knowledge_path}
        )
        library, rebuilder = library_to_serve(own, AddressedLibrary)
        with progress_shown() as progress:
            open_to_serve(library, None, progress)
        with shown(set_up(bot_token), library, listening, token) as address:
            typer.echo(f"The preview is at {address}\nCtrl-C ends it.")
            if opens_browser:
                open_in_browser(address)
            serve(own, library, rebuilder)


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    """The data folder; a temporary one when none is given."""
    if data is not None:
        yield data
        return
    with TemporaryDirectory(prefix="verbatim-preview-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
