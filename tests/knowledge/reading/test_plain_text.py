"""The form of text that Telegram delivers unchanged, and how bytes become text."""

import codecs
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.errors import ArticleRefused
from knowledge.reading.plain_text import LONGEST_MARK_RUN, canonical, decode, one_line

texts = st.text()  # never holds lone surrogates
hostile_texts = st.text(
    st.sampled_from(
        "aeAuoxǡậﬁக\u0bc6\u0bbe가ᄀ\u1161\u11a8 \n\r\t\0\x0b\x7f\x85\u00a0\u2028\u2029\u202a\u202e\u200e\u200f\u200c"
        "\u0300\u0301\u0302\u0304\u0307\u0308\u030a\u0323\u0333\u033f\u0344\u0345\u0f71\u0f73\u0f75\u0f81\u0327\u212b"
    ),
    max_size=200,
)


def as_delivered(text: str) -> str:
    """What tdlib's server code makes of a message's text, white space at its ends aside."""
    cleaned = []
    for character in text:
        if character == "\r" or "\u2028" <= character <= "\u202e" or character in "\u030a\u0333\u033f":
            continue
        cleaned.append(" " if character < " " and character != "\n" else character)
    for position in range(len(cleaned) - 1):
        if cleaned[position] in "\u200e\u200f" and cleaned[position + 1] in "\u200e\u200f":
            cleaned[position] = "\u200c"
    return "".join(cleaned)


@given(texts | hostile_texts)
@example("e\u030a\u0301")  # dropping the ring lets the accent combine
@example("ǡ" + "\u0323" * LONGEST_MARK_RUN)  # normalising moves marks out of the letter, into the run
@example("\u0f73" * 40)
@example("\u200f\u202a\u200f\u030a\u200e")
def test_canonical_text_is_delivered_unchanged_and_stays_as_it_is(text: str) -> None:
    kept = canonical(text)
    assert canonical(kept) == kept
    assert as_delivered(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("one\u2028two\u2029three\x85four", "one\ntwo\n\nthree\nfour"),
        ("tab\there, NUL\0there, DEL\x7f, C1\x93", "tab here, NUL there, DEL , C1 "),
        ("\u202aembedded\u202c and \u202eoverridden\u202c", "embedded and overridden"),
        ("a\u030a", "å"),
        ("x\u030a\u0333y\u033f", "xy"),
        ("e\u0301", "é"),
        ("\u200f\u200f\u200eword", "\u200c\u200c\u200eword"),
        ("\u200fword\u200e", "\u200fword\u200e"),
        ("\u2066isolated\u2069", "\u2066isolated\u2069"),
    ],
)
def test_what_telegram_would_change_is_changed_beforehand(text: str, expected: str) -> None:
    assert canonical(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "  two  spaces,\u00a0a no-break space and \n \n\n\n blank lines stay  ",
        "“quotes”, 'quotes' and «quotes» – dashes… stay",
        "می\u200cخواهم و لا\u200d",
        "👩‍👩‍👧 🇺🇦 ﷺ ﬁ ½",
        "",
    ],
)
def test_clean_text_is_returned_as_it_is(text: str) -> None:
    assert canonical(text) == text


def test_a_run_of_marks_is_cut_before_it_is_normalised() -> None:
    assert len(canonical("x" + "\u0323\u0301" * 200_000)) == 1 + LONGEST_MARK_RUN
    assert len(canonical("\u0344\u0f73" * 100_000)) == LONGEST_MARK_RUN


def test_many_short_runs_of_marks_stay() -> None:
    text = ("x" + "\u0323" * LONGEST_MARK_RUN) * 10_000
    assert canonical(text) == text


def test_half_of_a_surrogate_pair_is_refused_and_never_replaced() -> None:
    with pytest.raises(ArticleRefused, match=r"character 3 is half of a surrogate pair \(U\+D83D\)"):
        canonical("ab\ud83d")


def test_one_line_is_canonical_and_without_white_space_at_its_ends() -> None:
    assert one_line(" \n A\u00a0 title\t in\r\ntwo lines\u2029") == "A title in two lines"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", ["English text", "نص عربي", "Текст 👍", "中文\n"])
def test_utf_8_and_every_byte_order_mark_are_read(mark: bytes, encoding: str, text: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Un été à la française, " * 5),
        ("cp1256", "قال الوزير إن الحكومة ستعمل"),
        ("cp1251", "Министр сказал"),
        ("shift_jis", "大臣は言った"),
        ("gb18030", "部长说"),
        ("utf-16-be", "中文新闻"),
    ],
)
def test_another_encoding_is_refused_with_what_to_do(encoding: str, text: str) -> None:
    with pytest.raises(ArticleRefused, match="save it as UTF-8"):
        decode(text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", ["Plain English", "قال الوزير", "Министр сказал", "Υπουργός"])
def test_utf_16_without_a_byte_order_mark_is_refused_also_where_it_is_valid_utf_8(
    encoding: str, text: str
) -> None:
    with pytest.raises(ArticleRefused, match="save it as UTF-8"):
        decode(text.encode(encoding))


def test_a_refusal_names_the_byte_and_the_line() -> None:
    with pytest.raises(ArticleRefused, match=r"byte 9 \(0xe9\) is not valid UTF-8") as refusal:
        decode(b"one\ntwo \xe9t\xe9")
    assert refusal.value.line == 2


def test_a_broken_text_behind_a_byte_order_mark_is_refused() -> None:
    with pytest.raises(ArticleRefused, match="byte 5 is not valid UTF-16-LE"):
        decode(codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"b")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0text", b"%\x01\x02\x03" + b"a" * 100]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(ArticleRefused, match="UTF-8"):
        decode(data)


def test_few_control_characters_are_text() -> None:
    text = "form feed \f, tab \t, bell \a, " + "word " * 100
    assert decode(text.encode()) == text
