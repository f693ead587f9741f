"""The vectors that a build has made so far, so that an interrupted one need not make them again.

Making the vectors of many passages takes hours where everything else takes minutes. They are appended to a file beside
the index, and deleted when the index has them. The file begins with a line that names the encoder and the length of
a row. Then come records: a key of 16 bytes, a row, and a CRC-32 of both. A record that is cut off or damaged ends it.
"""

import contextlib
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.index.vectors import KEY_BYTES, Rows

_NAME = "vectors.draft"
_CRC_BYTES = 4


class VectorDraft:
    """The vectors of one build, kept in a folder. It never raises: what cannot be kept is made again."""

    def __init__(self, folder: Path, encoder: str) -> None:
        self._path = folder / _NAME
        self._encoder = encoder

    def rows(self) -> dict[bytes, Rows]:
        """The rows by their keys that this encoder has made and that are whole."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return {}
        head, _, records = content.partition(b"\n")
        encoder, _, columns = head.partition(b" ")
        if encoder != self._encoder.encode() or not columns.isdigit():
            return {}
        size = KEY_BYTES + int(columns) + _CRC_BYTES
        found = {}
        for start in range(0, len(records) - size + 1, size):
            record = records[start : start + size]
            if zlib.crc32(record[:-_CRC_BYTES]) != int.from_bytes(record[-_CRC_BYTES:], "big"):
                break
            found[record[:KEY_BYTES]] = np.frombuffer(record[KEY_BYTES:-_CRC_BYTES], np.int8)
        return found

    def add(self, keys: Sequence[bytes], rows: Rows) -> None:
        """Keep some more rows."""
        head = b"%s %d\n" % (self._encoder.encode(), rows.shape[1])
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if not self._begins_with(head):
                self._path.write_bytes(head)
            # What a full disk or a kill has cut off would shift every record behind it.
            whole, size = len(head), KEY_BYTES + rows.shape[1] + _CRC_BYTES
            os.truncate(self._path, whole + (self._path.stat().st_size - whole) // size * size)
            records = (key + row.tobytes() for key, row in zip(keys, rows, strict=True))
            with self._path.open("ab") as file:
                file.write(b"".join(r + zlib.crc32(r).to_bytes(_CRC_BYTES, "big") for r in records))

    def remove(self) -> None:
        """Delete what was kept."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _begins_with(self, head: bytes) -> bool:
        try:
            with self._path.open("rb") as file:
                return file.read(len(head)) == head
        except OSError:
            return False
