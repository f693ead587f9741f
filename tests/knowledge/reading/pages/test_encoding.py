"""The encoding that a page declares."""

import pytest

from knowledge.errors import ArticleRefused
from knowledge.reading.document import read_document
from knowledge.reading.pages.encoding import decode_page

RUSSIAN = "Шторм закрыл гавань"
META = '<html><head><meta charset="{}"><title>T</title>'


@pytest.mark.parametrize(
    ("head", "text", "codec"),
    [
        (META.format("windows-1251"), RUSSIAN, "cp1251"),
        ("<html><head><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=koi8-r'>", RUSSIAN, "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-2"?><html>', "Zażółć gęślą jaźń", "iso-8859-2"),
        (META.format("ISO-8859-1"), "„Straße“ – 5 €", "cp1252"),
        (META.format("gb2312"), "港口关闭", "gb18030"),
        (META.format("shift_jis"), "港が閉鎖された", "cp932"),
        (META.format("euc-kr"), "항구가 폐쇄되었다", "cp949"),
        (META.format("windows-1251"), RUSSIAN, "utf-8"),
        ("<html>", RUSSIAN, "utf-16"),
    ],
)
def test_a_page_is_read_in_its_encoding(head: str, text: str, codec: str) -> None:
    assert decode_page((head + text).encode(codec)) == head + text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (META.format("utf-8").encode() + b"Stra\xdfe", '"utf-8", but byte 55 .0xdf. is not valid in it'),
        (META.format("shift_jis").encode() + b"\x81", '"shift_jis", but byte'),
        (META.format("klingon").encode() + b"\xff", '"klingon", which is not known'),
        (b"<html>Stra\xdfe", "declare its encoding in a <meta charset>"),
        (META.format("iso-8859-5").encode() + b"\x81\x8d", "its text is not in it"),
        (META.format("hex").encode() + b"\xff", "save it as UTF-8"),
    ],
)
def test_what_does_not_hold_to_it_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleRefused, match=reason):
        decode_page(data)


def test_a_declared_encoding_counts_for_pages_only() -> None:
    sentence = "Во вторник шторм закрыл гавань порта, сорок судов ждут у берега."
    body = META.format("windows-1251") + f"<body><article>{f'<p>{sentence}</p>' * 4}</article></body></html>"
    (article,), _ = read_document("a.html", body.encode("cp1251"))
    assert sentence in article.body
    assert read_document("a.txt", body.encode("cp1251"))[0] == ()
