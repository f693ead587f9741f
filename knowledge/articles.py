"""What the knowledge base holds: articles, their passages, and what was refused."""

import base64
import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

_KEY_BYTES = 6


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in an article's body."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as loaded.

    ``body`` is in the form that Telegram delivers unchanged (see ``knowledge.reading.plain_text``). It is never altered
    afterwards: every offset in this project counts its code points.
    ``language`` is an ISO 639-1 code, declared by the source or detected.
    ``path`` is the source file, relative to the folder that was read.
    ``pages`` are the offsets in ``body`` at which the pages of a printed source begin; empty where there are none.
    """

    id: str
    title: str
    body: str
    language: str
    path: str
    source: str | None = None
    published: date | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds the code point at ``offset``, counted from 1; None without pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    @property
    def key(self) -> str:
        """Eight URL-safe characters naming the article by its id and content, for buttons."""
        return _key(f"{self.id}\0{self.title}\0{self.body}")


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of ranking: one paragraph, several short ones, or a part of an overlong one.

    ``paragraphs`` are the parts of paragraphs in it, in reading order. ``number`` is the number of the first one,
    counted from 1 as a reader would.
    """

    article: Article
    number: int
    paragraphs: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the start of its first paragraph to the end of its last."""
        return Span(self.paragraphs[0].start, self.paragraphs[-1].end)

    @property
    def text(self) -> str:
        """The passage's own words: a view on the article's body."""
        start, end = self.span
        return self.article.body[start:end]

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds the code point at ``offset`` of the body."""
        later = sum(1 for paragraph in self.paragraphs[1:] if paragraph.start <= offset)
        return self.number + later

    @property
    def key(self) -> str:
        """Eight URL-safe characters (48 bits) naming the passage by its content.

        A button carries it, so that it works after a restart and after a reload. Among a hundred thousand passages, two
        share a key with a probability of about 2e-5.
        """
        return _key(f"{self.article.id}\0{self.text}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or one record in it, was refused: what, where and what to do. Or a note about it.

    ``path`` is relative to the folder that was read. ``line`` counts from 1; None means the whole file. ``reason`` is a
    sentence without a full stop. ``noted`` is empty when something was refused that may have been meant to be read. In
    a note it names what the note is about: a field that was left out of an article, or "draft".
    """

    path: str
    line: int | None
    reason: str
    noted: str = ""

    @property
    def is_note(self) -> bool:
        """Whether nothing was refused: the article was read without a field, or is not meant to be read yet."""
        return bool(self.noted)

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.reason}"


def _key(content: str) -> str:
    digest = hashlib.blake2b(content.encode(), digest_size=_KEY_BYTES).digest()
    return base64.urlsafe_b64encode(digest).decode()


def key_number(key: str) -> int:
    """The 48 bits of a key as a number. Raises ValueError when it is not a key."""
    digest = base64.b64decode(key, altchars=b"-_", validate=True)
    if len(digest) != _KEY_BYTES:
        raise ValueError(f"{key!r} is not a key")
    return int.from_bytes(digest, "big")
