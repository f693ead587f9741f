"""The text of a page in the encoding that it declares, if its bytes hold to it strictly. Nothing is guessed."""

import regex

from knowledge.errors import ArticleRefused
from knowledge.reading.plain_text import BYTE_ORDER_MARKS, decode

_LOOKED_AT = (
    4096  # bytes: browsers look for the declaration in the first 1024, and some pages begin with comments
)
_DECLARED = regex.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""",
    regex.IGNORECASE,
)
# What the names stand for in browsers (the WHATWG Encoding Standard), where Python takes them literally.
_STANDARD = {
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5", "l5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "chinese"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "windows-874"), "cp874"),
    "big5": "big5hkscs",
}
_CONTROLS = regex.compile(r"[\x80-\x9f]")


def decode_page(data: bytes, told: str | None = None) -> str:
    """The text of a page: by its byte order mark, as UTF-8, or in the encoding that it declares.

    ``told`` is the encoding that is said beside the page, for one that declares none.
    Raises ArticleRefused, which names the encoding and the byte that is not valid in it.
    """
    if data.startswith(BYTE_ORDER_MARKS) or _is_utf8(data):
        return decode(data)
    declared = _DECLARED.search(data[:_LOOKED_AT])
    if declared is not None:
        told = (declared[1] or declared[2]).decode("ascii", "replace")
    if told is None:
        try:
            return decode(data)
        except ArticleRefused as refused:
            raise ArticleRefused(
                f"{refused}, or declare its encoding in a <meta charset>", refused.line
            ) from refused
    name = told.lower()
    try:
        text = data.decode(_STANDARD.get(name, name))
    except LookupError as error:
        raise ArticleRefused(
            f'declares the encoding "{name}", which is not known: save it as UTF-8'
        ) from error
    except UnicodeDecodeError as error:
        raise ArticleRefused(
            f'declares the encoding "{name}", but byte {error.start + 1:,} (0x{data[error.start]:02x}) is not valid '
            "in it: save it as UTF-8",
            data.count(b"\n", 0, error.start) + 1,
        ) from error
    if b"\0" in data or _CONTROLS.search(text):
        raise ArticleRefused(f'declares the encoding "{name}", but its text is not in it: save it as UTF-8')
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
