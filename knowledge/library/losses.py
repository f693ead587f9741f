"""Whether a source has lost so many articles since the last reading that it may be an accident.

A volume that is not mounted is an empty folder, and a copy that is under way is half a folder. Neither is a wish to
remove articles, and nothing but the source itself could bring them back.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from knowledge.errors import SourceShrunk
from knowledge.library.sources import FileRead
from knowledge.reading.record import Record

# Ordinary edits of a small folder must not need a confirmation: of three articles, two can be deleted at a time.
_FEWEST = 3


class OnLoss(Enum):
    """What a library does when its source has lost so much that it may be an accident."""

    TAKEN = "taken"
    """The source counts as it is."""
    SET_ASIDE = "set aside"
    """The source is answered from as it is, but the index keeps the articles that were read before."""
    REFUSED = "refused"
    """The articles that were read before stay in use, until somebody confirms the loss."""


def check_losses(
    known: Mapping[str, FileRead], kept: Sequence[Record], removed: Collection[str], may_lose: str | None
) -> None:
    """Raises SourceShrunk when a source has lost suspiciously much.

    ``known`` is what the files gave when they were read before, ``kept`` are the articles to answer from now, and
    ``removed`` the ids of those that admins removed. ``may_lose`` is the digest of the loss that somebody confirmed,
    empty when nobody did, or None where every loss is taken.
    """
    if may_lose is None or not kept:  # without any article there is nothing to confirm, only an error
        return
    # What comes and goes over the chat is meant, so only the source's own articles are counted.
    before = {
        record.id
        for key, file in known.items()
        if _is_of_source(key)
        for record in file.records
        if record.position is not None and record.id not in removed
    }
    held = {record.id for record in kept}
    gone = before - held
    # An added article with the same id takes the place of the source's one: it is not lost.
    new = held.difference(
        before, (each.id for each in kept if not (each.origin and _is_of_source(each.origin.file)))
    )
    if _is_suspicious(len(before), len(before) - len(gone) + len(new)):
        digest = _digest(gone)
        if digest != may_lose:
            raise SourceShrunk(len(before), len(gone), len(new), digest)


def _is_suspicious(before: int, after: int) -> bool:
    """Whether so few articles may be an accident: none at all, or fewer than half when that are several fewer.

    New articles count for lost ones. A folder that is renamed throughout, or filled anew each day, is not emptied.
    """
    if not before or after >= before:
        return False
    return not after or (before - after >= _FEWEST and 2 * after < before)


def _is_of_source(key: str) -> bool:
    """Whether a file's key is that of a file of the source. An added file has its content's hash before a NUL."""
    return "\0" not in key


def _digest(ids: Collection[str]) -> str:
    """Names a set of articles: 32 hexadecimal digits."""
    everything = "\0".join(sorted(ids)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(everything, digest_size=16).hexdigest()
