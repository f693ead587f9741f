"""Building the snapshots of a library: from the index, in another process, or here."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from knowledge.errors import KnowledgeError, RebuildFailed, SourceShrunk
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions, State
from knowledge.library.building import Encoding, Progress, is_current, refreshed
from knowledge.library.losses import OnLoss
from knowledge.library.sources import Survey, survey
from knowledge.meaning.encoder import Encoder
from knowledge.reading.document import ReadFiles
from knowledge.storage.index import Index

RebuildElsewhere = Callable[[State, Progress | None, str | None], bool]
"""Asks another process to bring the index up to date with a state of additions.

The last argument says which losses of the source are taken: see ``knowledge.library.losses.check_losses``. Returns
whether the index is up to date now: it may not be writable. Raises KnowledgeError when nothing can be built,
SourceShrunk when the source has lost suspiciously much, and RebuildFailed when the other process could not do its work.
"""


class Builder:
    """Builds the snapshots of one source. ``notices`` is what went wrong with the index the last time."""

    def __init__(
        self,
        source: Path,
        additions: Additions | None,
        index: Index | None,
        rebuild_elsewhere: RebuildElsewhere | None,
        on_loss: OnLoss,
        unsettled: int,
        read_files: ReadFiles,
        fetched: Path | None,
        encoder: Encoder | None,
    ) -> None:
        """The arguments of ``Library``."""
        self.notices: tuple[str, ...] = ()
        self._source = source
        self._fetched = fetched
        self._additions = additions
        self._index = index
        self._rebuild_elsewhere = rebuild_elsewhere
        self._on_loss = on_loss
        self._unsettled = unsettled
        self._read_files = read_files
        self._encoder = encoder
        self._encoding = Encoding.into(encoder, index.folder if index else None)

    def build(
        self, state: State, current: Snapshot | None, progress: Progress | None, confirmed: str
    ) -> Snapshot:
        """The snapshot of the source with a state of additions, kept in the index if there is one.

        ``current`` is the snapshot in use, and ``confirmed`` the digest of a loss that was confirmed. The source is
        surveyed once, here. Another process that builds makes a survey of its own. Raises KnowledgeError.
        """
        found = survey(self._source, self._additions, state, self._unsettled, self._fetched)
        may_lose = None if self._on_loss is OnLoss.TAKEN else confirmed
        index, previous = self._index, current
        if index is None:
            return self._refreshed(found, previous, progress, may_lose)
        self.notices = ()
        if previous is None:
            previous = self._open_index(index)
        up_to_date = previous is not None and is_current(found, previous, self._encoder)
        # Without the index, another process would build everything, and could not tell what the source has lost.
        if self._rebuild_elsewhere is not None and not up_to_date and (previous is None or index.open()):
            rebuild, is_first = self._rebuild_elsewhere, current is None
            if self._built_elsewhere(rebuild, state, progress, may_lose, is_first=is_first) and (
                built := index.open()
            ):
                return built
            progress = None
        try:
            snapshot = self._refreshed(found, previous, progress, may_lose)
        except SourceShrunk:
            if self._on_loss is OnLoss.REFUSED:
                raise
            return self._refreshed(found, previous, progress, None)
        # What is set aside is compared with the index. A later snapshot is compared with what was taken meanwhile.
        if snapshot is not previous and (self._on_loss is not OnLoss.SET_ASIDE or current is None):
            snapshot = index.keep(snapshot)
            self._notice(index)
            if self._encoding is not None and index.trouble is None:
                self._encoding.done()
        return snapshot

    def _refreshed(
        self, found: Survey, previous: Snapshot | None, progress: Progress | None, may_lose: str | None
    ) -> Snapshot:
        return refreshed(
            found, self._additions, previous, progress, may_lose, self._read_files, self._encoding
        )

    def last_good(self, state: State, why: KnowledgeError) -> Snapshot | None:
        """The snapshot in the index, for a start at which the source gives nothing or suspiciously little.

        ``why`` is what was wrong with the source. None when there is no such snapshot, when losses are not refused, or
        when it holds an article that an admin removed.
        """
        if self._index is None or self._on_loss is not OnLoss.REFUSED:
            return None
        self.notices = ()
        snapshot = self._open_index(self._index)
        # An index that could not be written may be older than a removal, and what was removed must stay away.
        if snapshot is None or not set(state.removed).isdisjoint(snapshot.articles.ids):
            return None
        self.notices += (f"{why}: the articles that were read before stay in use",)
        return snapshot

    def _open_index(self, index: Index) -> Snapshot | None:
        """The snapshot in the index. Every byte of it is checked first: no fault is worse than a wrong quotation."""
        snapshot = index.open()
        self._notice(index)
        if snapshot is None or snapshot.is_sound():
            return snapshot
        self.notices += (f"The index in {index.folder} is damaged, and is built again",)
        with contextlib.suppress(OSError):
            index.discard()
        return None

    def _built_elsewhere(
        self,
        rebuild: RebuildElsewhere,
        state: State,
        progress: Progress | None,
        may_lose: str | None,
        *,
        is_first: bool,
    ) -> bool:
        """Whether another process has brought the index up to date. Raises KnowledgeError."""
        try:
            return rebuild(state, progress, may_lose)
        except RebuildFailed as error:
            if not is_first:
                raise RebuildFailed(f"{error}: the articles loaded before stay in use") from error
            # There is nothing to answer from yet, so this process reads the articles itself.
            self.notices += (f"The articles were read in this process. {error}",)
            return False

    def _notice(self, index: Index) -> None:
        if index.trouble is not None:
            self.notices += (index.trouble,)
