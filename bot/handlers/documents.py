"""Documents that admins send: their names, their content, and which are not read."""

import hashlib
import logging

from telegram import Bot, Document
from telegram.error import TelegramError

from bot.dialogue import wording
from bot.handlers.changes import ChangeRefusedError
from bot.store.offered import SentDocument

_LOG = logging.getLogger(__name__)
LARGEST_DOCUMENT = 5 * 1024 * 1024  # bytes; Telegram hands bots up to 20 MB
_LONGEST_STEM = 100  # characters of a document's name without its suffix


def document_name(document: Document) -> str:
    """The name that a document was sent under, without folders. It is text, never used as a path."""
    name = (document.file_name or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(c for c in name if c.isprintable())
    stem, dot, suffix = name.rpartition(".")
    return f"{(stem or 'document')[:_LONGEST_STEM]}{dot}{suffix}" if dot else name[:_LONGEST_STEM]


def sent(document: Document, caption: str | None) -> SentDocument:
    """What is to be known of a document to fetch it again."""
    return SentDocument(document.file_id, document_name(document), caption or "", document.file_size or 0)


async def download(document: SentDocument, bot: Bot) -> bytes:
    """The content of a document. Raises ChangeRefusedError."""
    if document.size > LARGEST_DOCUMENT:
        raise ChangeRefusedError(wording.administering.too_large(document.size, LARGEST_DOCUMENT))
    try:
        file = await bot.get_file(document.file_id)
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        _LOG.warning("a document could not be fetched", exc_info=error)
        raise ChangeRefusedError(wording.administering.DOCUMENT_NOT_FETCHED(), passing=True) from error


def content_digest(data: bytes) -> str:
    """Names a document's content in a button and in the log: half of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:32]
