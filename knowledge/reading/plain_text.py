"""Decoding files, and the one form of text that the whole project works on.

Telegram rewrites text before it delivers it (tdlib, ``clean_input_string``). Every body is brought into a form
that survives unchanged, once, on reading; what is quoted is then what arrives, character for character.
"""

import codecs
import unicodedata

import regex

from knowledge.errors import ArticleRefused

_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROLS = 0.01  # share of control characters above which a file is no text

_LINE_BREAKS = regex.compile(r"\r\n?|\u2028|\u0085")
_CONTROLS = regex.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# What Telegram drops: directional embeddings and overrides, and three combining marks. Separators that
# Telegram drops too (U+2028, U+2029) have become line breaks before.
_DROPPED = regex.compile(r"[\u202a-\u202e\u030a\u0333\u033f]")
# Normalising alternating marks takes time quadratic in their number: 80 kB of them 1.3 s. No language writes
# more than a handful on one letter.
_EXCESSIVE_MARKS = regex.compile(r"(\p{M}{30})\p{M}++")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_NEWLINES_IN_A_PARAGRAPH = regex.compile(r"(?<=[^\n\s])\n(?=[^\n\s])")


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else as UTF-8. Raises ArticleRefused; nothing is guessed."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleRefused(
            f"is not {encoding.removesuffix('-sig').upper()} (byte {error.start}): save it as UTF-8", line
        ) from None
    controls = sum(1 for c in text if c < " " and c not in "\t\n\r\f")
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise ArticleRefused("looks like binary data, or like UTF-16 without a byte order mark: save it as UTF-8")
    return text


def canonical(text: str) -> str:
    """The form that Telegram delivers unchanged, but for white space at both ends of a message.

    Line breaks become ``\\n``, other control characters a space each, what Telegram drops is dropped, and the
    rest is composed (NFC). Text that is in this form already is returned as it is. Raises ArticleRefused
    for halves of characters (lone surrogates), which no encoding can carry.
    """
    if match := _SURROGATE.search(text):
        raise ArticleRefused(f"holds half of a character (U+{ord(match.group()):04X}, a lone surrogate)")
    text = _LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    text = _CONTROLS.sub(" ", text)
    text = unicodedata.normalize("NFC", _EXCESSIVE_MARKS.sub(r"\1", text))
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def unwrapped(text: str) -> str:
    """The same text, of the same length, with hard-wrapped lines of a paragraph joined by spaces."""
    return _NEWLINES_IN_A_PARAGRAPH.sub(" ", text)


def one_line(text: str) -> str:
    """A headline or name: canonical, on one line, white space as single spaces."""
    return " ".join(canonical(text).split())
