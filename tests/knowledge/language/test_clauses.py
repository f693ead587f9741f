"""Where an overlong sentence is cut: at a pause, else between words, else between characters as a reader sees them."""

import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.articles import Span
from knowledge.language.clauses import clauses


def parts(text: str, language: str = "en", longest: int = 60) -> list[str]:
    return [text[start:end] for start, end in clauses(text, Span(0, len(text)), language, longest)]


# Each row is a text given as its parts, joined by single spaces.
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("en", ["The ship left,", "said Orr;", "two tugs followed:", "it was late."], id="marks"),
        pytest.param("en", ["It cost 5,000 euros", "– or more", "– in 2020."], id="dashes"),
        pytest.param("en", ["“The ship left,”", "said Orr."], id="a closing mark stays"),
        pytest.param("ar", ["غادرت السفينة،", "ثم عادت؛", "وانتهى الأمر."], id="Arabic"),
        pytest.param("th", ["ท่าเรือปิดวันศุกร์", "เรือจอดรอ"], id="Thai spaces"),
        pytest.param("km", ["ទូកលិច", "គាត់ទៅ"], id="Khmer spaces"),
    ],
)
def test_a_sentence_is_cut_where_a_reader_would_pause(language: str, expected: list[str]) -> None:
    assert parts(" ".join(expected), language) == expected


def test_chinese_is_cut_at_its_own_commas() -> None:
    assert parts("船离开了，两艘拖船跟着；天黑了。", "zh") == ["船离开了，", "两艘拖船跟着；", "天黑了。"]


def test_without_a_pause_it_is_cut_before_a_function_word() -> None:
    text = (
        "Forty fishing boats waited outside the old harbour wall while both tugs pulled the grain ship free"
    )
    assert parts(text) == [
        "Forty fishing boats waited outside the old harbour wall",
        "while both tugs pulled the grain ship free",
    ]


def test_a_language_without_function_words_is_cut_between_words() -> None:
    text = "meli kubwa ilizama bandarini jana usiku lakini watu wote waliokolewa na boti ndogo"
    found = parts(text, "sw", 40)
    assert " ".join(found) == text
    assert all(len(part) <= 40 for part in found)


@pytest.mark.parametrize(
    "text",
    [
        "เรือ" * 40,
        "ທ່າເຮືອໃຫຍ່" * 15,
        "ស្ត្រីម្នាក់" * 15,
        "မြန်မာ့သင်္ဘော" * 15,
        "नमस्ते" * 30,
        "e\u0301" * 90,
        "👩‍👩‍👧" * 40,
    ],
)
def test_a_text_without_spaces_is_cut_between_characters_as_a_reader_sees_them(text: str) -> None:
    whole = set(regex.findall(r"[เແโใไເແໂໃໄ]?\X(?:(?<=[\u17d2\u1039])\X)*", text))
    found = parts(text, "xx", 50)
    assert "".join(found) == text
    assert all(len(part) <= 50 for part in found)
    for part in found:
        assert set(regex.findall(r"[เແโใไເແໂໃໄ]?\X(?:(?<=[\u17d2\u1039])\X)*", part)) <= whole


PIECES = st.sampled_from("the and ship, ship; – — เรือ 船， ទូក e\u0301 5,000 . : ” ( )".split(" "))


@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join) | st.text(max_size=80), st.integers(1, 40))
@settings(deadline=None, max_examples=300)
def test_every_part_is_short_and_every_character_but_white_space_is_in_one(text: str, longest: int) -> None:
    start = len(text) - len(text.lstrip())
    span = Span(start, max(start, len(text.rstrip())))
    position = span.start
    for first, last in clauses(text, span, "en", longest):
        assert 0 < last - first <= longest
        assert not text[position:first].strip()
        assert text[first:last] == text[first:last].strip()
        position = last
    assert not text[position : span.end].strip()


@pytest.mark.parametrize("unit", ["a", "a ", ", ", "เ", "e\u0301", "\u17d2", "– ", "，"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (50_000 // len(unit)) + "x"
    started = time.perf_counter()
    clauses(text, Span(0, len(text)), "en", 150)
    assert time.perf_counter() - started < 30  # quadratic time would be minutes
