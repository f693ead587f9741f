"""One bot for one data folder: two would undo each other's changes of the articles and of the index."""

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bot.service.errors import ServingError
from bot.service.health import pulse
from knowledge.storage.locks import claimed

_LOG = logging.getLogger(__name__)
_FILE = "bot.lock"
_NAME = "process"


class LastProcess:
    """The name of the process that serves from a data folder, for the next one: by then this one has ended.

    A copy of the folder has another file, and says nothing: the process that it names may be alive.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / _NAME

    def name(self) -> str | None:
        """The last one's name; None when it is not known. For whoever holds the folder."""
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            is_the_same = told["file"] == self._path.stat().st_ino
            return str(told["name"]) if is_the_same else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, name: str) -> None:
        """Write this process's own name."""
        with suppress(OSError):  # then the next process waits until this one is not heard of any more
            self._path.touch()
            told = {"file": self._path.stat().st_ino, "name": name}
            self._path.write_text(json.dumps(told), encoding="utf-8")


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
