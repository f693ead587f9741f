"""Which analysis made an index: whatever could make the same article give other arrays changes its name.

That is the source of the modules below, so that a change to them cannot be forgotten, and the versions of the
libraries and the tables of characters that they use.
"""

import hashlib
import sys
import unicodedata
from functools import cache
from importlib import metadata
from pathlib import Path

_MODULES = (
    "articles.py", "english.py", "furniture.py", "indexing.py", "merging.py", "occurrences.py", "passages.py",
    "postings.py", "sentences.py", "snapshot.py", "sources.py", "stop_words.py", "terms.py", "texts.py",
    "vocabulary.py", "ranking.py", "building.py",
)  # fmt: skip
_FOLDERS = ("reading", "engines")
_LIBRARIES = (
    "markdown-it-py",
    "py3langid",
    "pystemmer",
    "pyyaml",
    "rank-bm25",
    "regex",
    "trafilatura",
    "lxml",
)


@cache
def analysis_version() -> str:
    """32 hexadecimal digits; reading some thirty small files for them takes a few milliseconds, once."""
    digest = hashlib.blake2b(digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    digest.update(f"{unicodedata.unidata_version} {sys.byteorder}\n".encode())
    for path in sources():
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources() -> list[Path]:
    """The files of this package that an index depends on."""
    package = Path(__file__).parent
    own = [package / name for name in _MODULES]
    return [*own, *(path for folder in _FOLDERS for path in sorted((package / folder).glob("*.py")))]


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
