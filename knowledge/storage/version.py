"""Which analysis made an index: whatever could make the same article give other arrays changes its name.

That is the source of the modules that make it, so that a change to them cannot be forgotten, and the versions of the
libraries and the tables of characters that they use.
"""

import hashlib
import sys
import unicodedata
from functools import cache
from importlib import metadata
from pathlib import Path

# They answer from an index, or keep it, and have no part in what it holds; a new module counts until it is named here.
_NO_PART = frozenset(
    """
    additions.py answer.py answers.py baselines.py changes.py durable.py errors.py measures.py excerpts.py
    follow_ups.py library.py links.py locks.py matches.py ordering.py queries.py question_files.py
    """.split()
)
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
    """32 hexadecimal digits; reading some forty small files for them takes a few milliseconds, once."""
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
    package = Path(__file__).parents[1]
    return [path for path in sorted(package.rglob("*.py")) if path.name not in _NO_PART]


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
