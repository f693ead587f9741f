"""What an index was made by: whatever could make the same article give other arrays changes it.

The source of the rooms that analyse and index is hashed with their words, so that no change can be forgotten, and with
the versions of the libraries and of the Unicode tables that they use. Whatever else the library room writes into an
index has ``FORMAT`` as its version.
"""

import hashlib
import sys
import unicodedata
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from knowledge.ranking.engine import PARAMETERS

FORMAT = 4
_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("language", "reading", "ranking", "meaning", "index")
_KINDS = ("*.py", "*.kin")
_VALUES = ("arrays.py", "articles.py")
_LIBRARIES = (
    "dateparser",
    "feedparser",
    "mammoth",
    "pypdf",
    "markdown-it-py",
    "mdit-py-plugins",
    "py3langid",
    "pystemmer",
    "pyyaml",
    "rank-bm25",
    "regex",
    "trafilatura",
    "lxml",
)


class MadeBy(NamedTuple):
    """The format of the files, the version of the analysis, and the parameters of the engine."""

    format: int
    analysis: str
    parameters: dict[str, float]


@cache
def made_by_this_version() -> MadeBy:
    """What this program makes an index by. It reads some fifty files of 3 MB, once: a few milliseconds."""
    return MadeBy(FORMAT, analysis_version(_PACKAGE), PARAMETERS)


def analysis_version(package: Path) -> str:
    """The version of the analysis in a package's folder: 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    digest.update(f"{unicodedata.unidata_version} {sys.byteorder}\n".encode())
    for path in _sources(package):
        digest.update(f"{path.relative_to(package).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _sources(package: Path) -> list[Path]:
    rooms = (path for room in _ROOMS for kind in _KINDS for path in (package / room).rglob(kind))
    return sorted([*rooms, *(package / name for name in _VALUES)])


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
