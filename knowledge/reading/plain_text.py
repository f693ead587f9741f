"""The form of text that Telegram delivers unchanged, so that an excerpt arrives as it was read.

Telegram's server turns every control character but the newline into a space, drops the carriage return, U+2028
to U+202E and three combining marks, and replaces all but the last of adjacent direction marks (tdlib,
``clean_input_string`` and ``replace_offending_characters``). Doing the same once, on reading, keeps every later
offset true.
"""

import codecs
import re
import unicodedata

import regex

from knowledge.errors import ArticleRefused

# Normalising takes quadratic time in the length of a run of combining marks, and holds the interpreter's lock: 80 kB of
# them take more than a second. No script stacks more than a handful.
LONGEST_MARK_RUN = 30

# The share of control characters above which a file is not text. Arabic or Cyrillic in UTF-16 without a byte order mark
# has about 40 %, and would otherwise be valid UTF-8.
MOST_CONTROLS = 0.01

_REPLACED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    ord("\n"): "\n",
    ord("\r"): "\n",
    0x85: "\n",  # NEXT LINE is a line break, not only a control character
    0x2028: "\n",
    0x2029: "\n\n",
    **dict.fromkeys(range(0x202A, 0x202F)),
    # The only characters that normalise into two marks. They are split first, so that a run's marks can be counted.
    0x0344: "\u0308\u0301",
    0x0F73: "\u0f71\u0f72",
    0x0F75: "\u0f71\u0f74",
    0x0F81: "\u0f71\u0f80",
}
_TO_REPLACE = re.compile("[" + "".join(re.escape(chr(c)) for c in _REPLACED if c != ord("\n")) + "]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_MANY_MARKS = regex.compile(rf"(\p{{M}}{{{LONGEST_MARK_RUN}}})\p{{M}}+")
_DROPPED_MARKS = re.compile("[\u030a\u0333\u033f]")
_DIRECTION_MARKS = re.compile("[\u200e\u200f](?=[\u200e\u200f])")

_MARKS_OF_ENCODINGS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS_OF_ENCODINGS)
_CONTROL_BYTES = bytes(c for c in range(0x20) if c not in b"\t\n\v\f\r")
_NOT_TEXT = "looks like binary or UTF-16 without a byte order mark: save it as UTF-8"


def canonical(text: str) -> str:
    """The form of ``text`` that Telegram delivers unchanged. A text in that form is returned as it is.

    White space is neither collapsed nor trimmed, and quotation marks stay as they are. Linear in the length.
    Raises ArticleRefused when half of a surrogate pair stands alone, which JSON can write.
    """
    if lone := _LONE_SURROGATE.search(text):
        raise ArticleRefused(
            f"character {lone.start() + 1:,} is half of a surrogate pair (U+{ord(lone[0]):04X}): "
            "write the whole character"
        )
    if _TO_REPLACE.search(text):
        text = text.replace("\r\n", "\n").translate(_REPLACED)
    # One step can make another one necessary: dropping a mark lets the ones beside it combine. Each step that changes
    # anything leaves fewer marks, so this ends. Two or three rounds are the most that was seen.
    while (settled := _settled(text)) != text:
        text = settled
    return text


def one_line(text: str) -> str:
    """``canonical`` text on one line, with single spaces and trimmed ends."""
    return " ".join(canonical(text).split())


def decode(data: bytes) -> str:
    """The text of a file, decoded by its byte order mark or as UTF-8, never with replacement characters.

    Raises ArticleRefused when it is neither.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS_OF_ENCODINGS if data.startswith(m)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        start = len(mark) + error.start
        if encoding != "utf-8":
            raise ArticleRefused(
                f"byte {start + 1:,} is not valid {encoding.upper()}, which the byte order mark announces: "
                "save it as UTF-8"
            ) from error
        raise ArticleRefused(
            f"byte {start + 1:,} (0x{data[start]:02x}) is not valid UTF-8: save it as UTF-8",
            line=data.count(b"\n", 0, start) + 1,
        ) from error
    characters = data if encoding == "utf-8" else text.encode()
    controls = len(characters) - len(characters.translate(None, _CONTROL_BYTES))
    if b"\0" in characters or controls > MOST_CONTROLS * len(characters):
        raise ArticleRefused(_NOT_TEXT)
    return text


def _settled(text: str) -> str:
    text = _TOO_MANY_MARKS.sub(r"\1", text)
    text = unicodedata.normalize("NFC", text)
    text = _DROPPED_MARKS.sub("", text)  # after composing, or a decomposed "å" would lose its ring
    return _DIRECTION_MARKS.sub("\u200c", text)
