"""One bot for one data folder: two would undo each other's changes of the articles and of the index."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.service.errors import ServingError
from bot.service.health import pulse
from knowledge.storage.locks import claimed

_LOG = logging.getLogger(__name__)
_FILE = "bot.lock"


@contextmanager
def only_bot_of(data_dir: Path) -> Iterator[None]:
    """Hold the data folder during the block. Raises ServingError when another bot holds it."""
    with ExitStack() as stack:
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            is_free = stack.enter_context(claimed(data_dir / _FILE))
        except OSError as error:  # whether the bot can do without this folder is for others to say
            _LOG.warning("the data folder cannot be locked", extra={"reason": error.strerror or str(error)})
            is_free = True
        if not is_free:
            raise ServingError(
                f"Another bot serves from {data_dir} ({pulse(data_dir).words}): stop it, or set another BOT_DATA_DIR"
            )
        yield
