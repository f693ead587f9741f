"""What was fetched, kept in a folder that the library reads like any other: ``<host>/<name>.html`` or ``.json``.

Nothing is ever deleted because a feed does not list it any more. Every write goes through a new file, so a crash leaves
the old content or the new. What is remembered of each feed stands beside, in a hidden file that is no article.
"""

import hashlib
import html
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.fetching.web import Page
from knowledge.errors import ArticleRefused
from knowledge.reading.pages.encoding import decode_page
from knowledge.storage.durable import replace_file

_LOG = logging.getLogger(__name__)
_FORMAT = 1
_STATE_FILE = ".fetched.json"
_BODY_ENDS = re.compile(r"</body\b", re.IGNORECASE)
_PAGE_ENDS = re.compile(r"</html\b", re.IGNORECASE)
_NO_FOLDER = re.compile(r"[^a-z0-9.-]")


@dataclass
class Remembered:
    """What is known of one feed: what its server said of it, and each entry that was looked at.

    ``seen`` has the stamp of each entry by its name, ``kept`` the names of those that gave an article.
    """

    etag: str = ""
    modified: str = ""
    at: str = ""
    """When it was last asked: an ISO 8601 time in UTC, empty if never."""
    new: int = 0
    """How many articles the last time gave."""
    trouble: str = ""
    """What went wrong the last time, in plain words; empty when nothing did."""
    seen: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)


class Kept:
    """The folder. It has one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever fetched."""
        return not self._folder.is_dir()

    def remembered(self) -> dict[str, Remembered]:
        """What is known of each feed, by ``name_of`` its address: that itself may hold a secret.

        A file that is damaged is as good as none: everything is fetched again.
        """
        try:
            stored = json.loads((self._folder / _STATE_FILE).read_bytes())
            if stored["format"] != _FORMAT:
                raise ValueError(stored["format"])
            return {str(name): Remembered(**values) for name, values in stored["feeds"].items()}
        except FileNotFoundError:
            return {}
        except (OSError, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            _LOG.warning("what was fetched before is not known", extra={"reason": type(error).__name__})
            return {}

    def remember(self, feeds: Mapping[str, Remembered]) -> None:
        """Keep what is known of the feeds. Raises OSError."""
        content = {"format": _FORMAT, "feeds": {name: asdict(feed) for name, feed in feeds.items()}}
        replace_file(self._folder / _STATE_FILE, json.dumps(content).encode())

    def has_page(self, host: str, name: str) -> bool:
        """Whether a whole page is kept under a name."""
        return (self._of(host) / f"{name}.html").exists()

    def put(self, host: str, name: str, suffix: str, data: bytes) -> bool:
        """Keep an article, in place of an earlier one of that name; whether it is another than before.

        Raises OSError.
        """
        folder = self._of(host)
        path = folder / f"{name}{suffix}"
        is_new = not path.exists() or path.read_bytes() != data
        if is_new:
            replace_file(path, data)
        for other in {".html", ".json"} - {suffix}:
            (folder / f"{name}{other}").unlink(missing_ok=True)
        return is_new

    def _of(self, host: str) -> Path:
        """The folder of a host. What would hide it, or lead elsewhere, is no part of its name."""
        return self._folder / (_NO_FOLDER.sub("_", host.lower()).lstrip(".-") or "_")


def name_of(text: str) -> str:
    """A name for an address or an entry that can be a file's: 24 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def kept_page(page: Page, day: str = "") -> bytes:
    """A page as it is kept: in UTF-8, and with its address and its ``day`` at its end, in case it does not state them.

    What a page states itself comes first, so that counts.
    """
    text = _decoded(page)
    if text is None:
        return page.data  # reading it says what is wrong with its encoding
    more = f'\n<link rel="canonical" href="{html.escape(page.url)}">\n'
    if day:
        more += f'<meta name="date" content="{html.escape(day)}">\n'
    # What follows the end tags is not read.
    ends = [end.start() for end in _BODY_ENDS.finditer(text)] or [
        end.start() for end in _PAGE_ENDS.finditer(text)
    ]
    at = ends[-1] if ends else len(text)
    return f"{text[:at]}{more}{text[at:]}".encode("utf-8", "replace")


def kept_fields(fields: Mapping[str, Any], url: str) -> bytes:
    """An article of a feed as it is kept, with the address of its page."""
    whole = {**fields, **({"url": url} if url else {})}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _decoded(page: Page) -> str | None:
    """The text of a page. What the server says of its encoding counts before what the page says, as in browsers."""
    try:
        return page.data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if page.charset and page.charset not in ("utf-8", "utf8"):
        try:
            return page.data.decode(page.charset)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode_page(page.data)
    except ArticleRefused:
        return None
