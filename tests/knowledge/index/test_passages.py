"""Paragraphs as a reader counts them, and passages that hold each of them exactly once."""

import re
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.articles import Article, Passage, Span
from knowledge.index.passages import (
    LONGEST_MERGED,
    LONGEST_PASSAGE,
    SHORT_PARAGRAPH,
    paragraphs,
    passages,
)


def article(body: str, language: str = "en", identity: str = "storm") -> Article:
    return Article(identity, "Storm closes the harbour", body, language, "storm.txt")


def texts(body: str) -> list[str]:
    return [body[start:end] for start, end in paragraphs(body)]


def cut(body: str, language: str = "en") -> list[str]:
    return [passage.text for passage in passages(article(body, language))]


LONG = "The harbour stays closed until the wind has dropped, and forty ships are waiting off the coast of Lanning."
OTHER = "Divers will look at the damage as soon as the water is calm enough for them to go down into the basin again."
PAGE = f"""{LONG}

{OTHER}

Related Articles

Council votes for a new bridge

Who will pay for it?

Back to top button"""


# Paragraphs


def test_blank_lines_separate_paragraphs_and_line_breaks_inside_them_do_not() -> None:
    assert texts("One line\nand its rest.\n\n \nAnother one.") == ["One line\nand its rest.", "Another one."]


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert texts("First.\n  Second. \nThird.") == ["First.", "Second.", "Third."]


def test_white_space_around_a_body_is_no_blank_line() -> None:
    assert texts("\n\n First.\nSecond.\n\n") == ["First.", "Second."]


@pytest.mark.parametrize("body", ["", " \n ", "***", "Advertisement\n\nShare"])
def test_a_body_without_text_of_its_own_has_no_paragraph_and_no_passage(body: str) -> None:
    assert paragraphs(body) == ()
    assert passages(article(body)) == ()


def test_furniture_at_the_end_is_in_no_passage() -> None:
    assert texts(PAGE) == [LONG, OTHER]
    assert cut(PAGE) == [LONG, OTHER]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_related_articles_and_the_button_are_never_quoted_whatever_separates_them(separator: str) -> None:
    body = f"{LONG}\n\n{OTHER}\n\nRelated Articles{separator}Council votes{separator}Back to top button"
    assert texts(body) == [LONG, OTHER]


def test_furniture_on_a_line_of_its_own_inside_a_block_is_passed_over() -> None:
    assert texts(f"{LONG}\n\n{OTHER}\nAdvertisement\n{LONG}") == [LONG, OTHER, LONG]


def test_the_last_word_of_a_wrapped_sentence_is_not_furniture() -> None:
    body = f"{LONG}\n\nThe photographs were sent to every newspaper by\nemail\nand also by post."
    assert texts(body)[1] == "The photographs were sent to every newspaper by\nemail\nand also by post."


def test_furniture_between_paragraphs_is_not_counted() -> None:
    body = f"{LONG}\n\nAdvertisement\n\n{OTHER}\n\n* * *\n\n{LONG}"
    assert [passage.number for passage in passages(article(body))] == [1, 2, 3]


def test_the_text_goes_on_after_a_list_of_links_inside_it() -> None:
    body = f"{LONG}\n\nRead more:\n\nCouncil votes for bridge\n\n{OTHER}\n\nA short heading\n\n{LONG}"
    assert texts(body) == [LONG, OTHER, "A short heading", LONG]


# Passages


def test_each_paragraph_of_usual_length_is_a_passage() -> None:
    found = passages(article(f"{LONG}\n\n{OTHER}"))
    assert [(passage.number, passage.text) for passage in found] == [(1, LONG), (2, OTHER)]


def test_short_neighbours_become_one_passage_that_knows_its_paragraphs() -> None:
    body = f"“No.”\n\nHe left.\n\n{LONG}\n\n{OTHER}"
    first, second = passages(article(body))
    assert first.text == f"“No.”\n\nHe left.\n\n{LONG}"
    assert first.number == 1
    assert [first.paragraph_at(body.index(words)) for words in ("“No", "He", "The", "coast")] == [1, 2, 3, 3]
    assert second.number == 4
    assert second.paragraph_at(len(body) - 1) == 4


def test_furniture_is_not_swallowed_by_merging_the_short_paragraphs_around_it() -> None:
    assert cut("“No.”\n\nAdvertisement\n\nHe left.") == ["“No.”", "He left."]
    assert cut("“No.”\nAdvertisement\nHe left.\nShe stayed.") == ["“No.”", "He left.\nShe stayed."]


def test_merging_stops_before_a_passage_gets_long() -> None:
    found = cut("\n\n".join(["A short paragraph of a dialogue."] * 60))
    assert len(found) > 1
    assert all(SHORT_PARAGRAPH <= len(text) <= LONGEST_MERGED for text in found)


def test_an_overlong_paragraph_is_cut_between_sentences_into_parts_of_like_length() -> None:
    body = " ".join(f"Sentence number {number} says that the harbour is closed." for number in range(60))
    found = passages(article(f"{LONG}\n\n{body}\n\n{OTHER}"))
    parts = [passage for passage in found if passage.number == 2]
    assert [passage.number for passage in found] == [1, *[2] * len(parts), 3]
    assert len(parts) > 3
    assert all(LONGEST_MERGED / 2 < len(part.text) <= LONGEST_MERGED for part in parts)
    assert all(part.text.startswith("Sentence") and part.text.endswith(".") for part in parts)
    assert all(part.paragraph_at(part.span.end - 1) == 2 for part in parts)


def test_a_few_words_at_the_end_of_an_overlong_paragraph_stay_with_the_sentence_before_them() -> None:
    sentence = "A" + " word" * 128 + "."
    found = cut(f"{sentence} {sentence} He left.")
    assert found == [sentence, f"{sentence} He left."]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    found = cut("word " * 1_000)
    assert len(found) > 3
    assert all(re.fullmatch(r"word( word)*", text) for text in found)


def test_a_script_without_spaces_is_cut_between_letters_and_never_before_a_mark() -> None:
    found = cut("か\u3099" * 2_000, "ja")
    assert "".join(found) == "か\u3099" * 2_000
    assert not any(unicodedata.combining(text[0]) for text in found)


def test_white_space_inside_an_overlong_sentence_is_no_passage() -> None:
    assert cut("a" + " " * 5_000 + "b") == ["a", "b"]


# Keys


def test_a_key_names_a_passage_by_its_content() -> None:
    (passage,) = passages(article(LONG))
    again = passages(replace(article(LONG), title="Another title", path="elsewhere.txt"))[0]
    assert passage.key == again.key
    assert passage.key != passages(article(OTHER))[0].key
    assert passage.key != passages(article(LONG, identity="calm"))[0].key


def test_the_key_of_a_passage_does_not_move_with_its_place() -> None:
    first, second = passages(article(f"{LONG}\n\n{OTHER}"))
    moved = passages(article(f"{OTHER}\n\n{LONG}"))
    assert [first.key, second.key] == [moved[1].key, moved[0].key]


# Laws

PHRASES = ["Related Articles", "Advertisement", "* * *", "He left.", LONG, OTHER, "word " * 300, "字" * 1_300]
BODIES = st.one_of(
    st.text(max_size=300),
    st.text(st.sampled_from("ab. \n\u0301“”"), max_size=3_000),
    st.lists(st.sampled_from(PHRASES), max_size=12).flatmap(
        lambda blocks: st.sampled_from(["\n", "\n\n", " "]).map(lambda separator: separator.join(blocks))
    ),
)


def _words(text: str) -> str:
    return "".join(text.split())


@given(BODIES)
@example("a" + " " * 3_000 + "b")
@settings(deadline=None, max_examples=200)
def test_passages_hold_every_paragraph_exactly_once_and_nothing_else(body: str) -> None:
    found = passages(article(body))
    assert _words("".join(passage.text for passage in found)) == _words("".join(texts(body)))
    numbers = [number for p in found for number in range(p.number, p.number + len(p.paragraphs))]
    assert sorted(set(numbers)) == list(range(1, len(paragraphs(body)) + 1))


@given(BODIES)
@settings(deadline=None, max_examples=200)
def test_a_passage_is_a_view_on_the_body_that_is_trimmed_and_not_overlong(body: str) -> None:
    end = 0
    for passage in passages(article(body)):
        assert passage.text == body[passage.span.start : passage.span.end] == passage.text.strip() != ""
        assert passage.span.start >= end
        assert len(passage.text) <= LONGEST_PASSAGE
        end = passage.span.end
        for number, (start, stop) in enumerate(passage.paragraphs, passage.number):
            assert body[start:stop] == body[start:stop].strip() != ""
            assert passage.paragraph_at(start) == passage.paragraph_at(stop - 1) == number


@given(BODIES)
@settings(deadline=None, max_examples=50)
def test_keys_are_eight_characters_that_are_safe_in_an_address(body: str) -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{8}", passage.key) for passage in passages(article(body)))


@given(
    st.lists(
        st.sampled_from(["Related Articles", "ADVERTISEMENT", "Share:", "Back to top button"]), min_size=1
    )
)
@settings(deadline=None, max_examples=50)
def test_a_page_that_is_only_furniture_has_nothing_to_quote(phrases: list[str]) -> None:
    assert passages(article("\n\n".join(phrases))) == ()


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\n",
        ".",
        "a",
        "a ",
        "a\n",
        "a\n\n",
        "Share\n",
        "ab\nShare\n",
        "Yes. ",
        "\u0301",
        "。",
        "Related\n",
        "\u00a0\n",
    ],
)
def test_hostile_bodies_take_linear_time(unit: str) -> None:
    body = f"Start.\n\nb{unit * (200_000 // len(unit))}x"
    started = time.perf_counter()
    passages(article(body))
    assert time.perf_counter() - started < 30  # quadratic time would be minutes


def test_a_passage_can_be_made_by_hand() -> None:
    body = "One.\n\nTwo."
    passage = Passage(article(body), 4, (Span(0, 4), Span(6, 10)))
    assert passage.span == Span(0, 10)
    assert passage.text == body
    assert passage.paragraph_at(5) == 4
    assert passage.paragraph_at(6) == 5
