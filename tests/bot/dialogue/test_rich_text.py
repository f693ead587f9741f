"""Text with marks, and its conversion for Telegram."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageLimit

from bot.dialogue.rich_text import (
    LONGEST_MESSAGE,
    MOST_ENTITIES,
    Mark,
    RichText,
    Style,
    bold,
    clipped,
    in_order,
    join,
    rich,
    utf16_length,
)
from bot.handlers.sending import entities


def test_the_limits_are_telegrams() -> None:
    assert (LONGEST_MESSAGE, MOST_ENTITIES) == (MessageLimit.MAX_TEXT_LENGTH, MessageLimit.MESSAGE_ENTITIES)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Bridge", "The Post", "", "4 Feb 2023", "¶ 2"), "Bridge · The Post · 4 Feb 2023 · ¶ 2"),
        (("جسر", "", "4 Feb 2023"), "\u2068جسر\u2069 · \u20684 Feb 2023\u2069"),
        (("Bridge", "הארץ", "¶ 2"), "\u2068Bridge\u2069 · \u2068הארץ\u2069 · \u2068¶ 2\u2069"),
    ],
)
def test_parts_keep_their_order_beside_one_that_runs_from_the_right(
    parts: tuple[str, ...], text: str
) -> None:
    assert in_order(parts).text == text


def test_joined_texts_keep_their_marks_in_place() -> None:
    text = join(" · ", [bold("ab"), rich("c"), bold("de")])
    assert text.text == "ab · c · de"
    assert [text.text[mark.start : mark.end] for mark in text.marks] == ["ab", "de"]


def test_entities_count_utf16_units() -> None:
    (entity,) = entities(rich("🛰🛰 ") + bold("moon"))
    assert (entity.offset, entity.length) == (5, 4)


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=8))
def test_each_entity_names_its_own_words_in_utf16(parts: list[tuple[str, bool]]) -> None:
    parts = [(text.encode("utf-8", "replace").decode(), styled) for text, styled in parts]
    message = join("", [bold(text) if styled else rich(text) for text, styled in parts])
    units = message.text.encode("utf-16-le")
    named = [units[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le") for e in entities(message)]
    assert named == [text for text, styled in parts if styled and text]


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_clipping_keeps_the_beginning_and_the_limit(text: str, longest: int) -> None:
    short = clipped(text, longest)
    assert len(short) <= longest
    assert short == text or text.startswith(short.removesuffix("…"))


def test_a_message_fits_by_utf16_units_and_by_entities() -> None:
    assert rich("🛰" * 2048).fits
    assert not rich("🛰" * 2049).fits
    assert not RichText("a" * 200, tuple(Mark(Style.BOLD, i, i + 1) for i in range(101))).fits
    assert utf16_length("a🛰") == 3
