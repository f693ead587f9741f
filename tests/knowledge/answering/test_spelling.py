"""Typos are read as words of the articles; what somebody may really have written is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import BUNDLED_ARTICLES
from knowledge.answering.answer import answer
from knowledge.answering.spelling import corrected
from knowledge.answers import Answer, Correction
from knowledge.articles import Article
from knowledge.index.snapshot import Snapshot
from knowledge.library.library import Library
from tests.corpus import Corpus, build_snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return Library(BUNDLED_ARTICLES).open()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param(
            "When was the pakt with Venezuela signed?", {"pakt": "pact"}, id="a letter of the same sound"
        ),
        pytest.param(
            "What did he say about cooperaton", {"cooperaton": "cooperation"}, id="a letter left out"
        ),
        pytest.param("Who signed the pactt", {"pactt": "pact"}, id="a letter doubled"),
        pytest.param("how solid is the allijance", {"allijance": "alliance"}, id="a letter too many"),
        pytest.param(
            "how mcuh land did Iran get", {"mcuh": "much"}, id="two letters swapped in a function word"
        ),
        pytest.param("wher is the palace", {"wher": "where"}, id="a letter left out of a function word"),
        pytest.param(
            "sanktions betwen Iran", {"sanktions": "sanctions", "betwen": "between"}, id="two typos"
        ),
        pytest.param("the talks with irann", {"irann": "Iran"}, id="a name, as the articles write it"),
        pytest.param("WHAT ABOUT THE PAKT OF CARACAS", {"PAKT": "pact"}, id="a question in capitals"),
        pytest.param("¿Cuánto duró la eruppción?", {"eruppción": "erupción"}, id="Spanish"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_that_it_nearly_is(
    typed: str, read: dict[str, str], snapshot: Snapshot
) -> None:
    text, corrections = corrected(typed, snapshot)
    assert dict(corrections) == read
    assert all(right in text and wrong not in text.split() for wrong, right in read.items())


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What is the price of bread?", id="words that a dictionary has and no article"),
        pytest.param("Who is Mike Pence?", id="a short name"),
        pytest.param("what did imran and raisi say in cuba", id="short names without a capital"),
        pytest.param("putin oman laos peru", id="short names alone"),
        pytest.param("what is openai", id="a name, one letter from the stem of a word"),
        pytest.param("Who is Mr. Warren?", id="a name in a sentence"),
        pytest.param("qué dijo wang", id="a word of another language of the base"),
        pytest.param("how many peple", id="a letter left out of a short word"),
        pytest.param("What does OPEK want?", id="capitals"),
        pytest.param("When did the ship move, 5 PM or 6 AM?", id="a time of the day"),
        pytest.param("WHAT CAN YOU TELL US ABOUT THE FM", id="an abbreviation among capitals"),
        pytest.param("Was sagte die Regierung von Venezuela?", id="a language of the base"),
        pytest.param("Venezuelans", id="another form of a word of the articles"),
        pytest.param(
            "what happened to the presidnet", id="what begins like a word of the articles stands for it"
        ),
        pytest.param("پایتخت ایرن", id="a script without capitals"),
        pytest.param("q" * 17, id="a long string"),
        pytest.param("???", id="no words"),
    ],
)
def test_what_may_be_meant_is_left_as_it_is(question: str, snapshot: Snapshot) -> None:
    assert corrected(question, snapshot) == (question, ())


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who pinted the wall?", "painted"),
        ("Where was the book pinted?", "printed"),
        ("Who pinted at the map?", "pointed"),
    ],
)
def test_of_several_readings_the_one_that_goes_with_the_other_words_is_taken(
    question: str, read: str
) -> None:
    bodies = (
        "The wall of the library was painted by Ana and by two of her friends in a single night in June.",
        "The book was printed in Riga, on paper that had been made for the maps of the navy before the war.",
        "He pointed at the map and said that the river had left its bed and would not come back to it.",
    )
    articles = tuple(Article(str(n), f"Report {n}", body, "en", f"{n}.md") for n, body in enumerate(bodies))
    assert corrected(question, build_snapshot(Corpus(articles)))[1] == (Correction("pinted", read),)


def test_names_and_abbreviations_are_read_as_the_articles_write_them() -> None:
    body = (
        "Foreign Minister Ossein Amir-Abdollahian arrived in Caracas on Friday, where he was met.\n\n"
        "The Secretary-General of the United Nations called on both governments to publish the text of their accord."
    )
    small = build_snapshot(Corpus((Article("a", "A visit", body, "en", "a.md"),), ()))
    assert corrected("When did Hossein Amirabdollahian arrive?", small)[1] == (
        Correction("Hossein", "Ossein"),
    )
    assert corrected("the FM and the UN", small)[0] == "the foreign minister and the United Nations"
    assert corrected("the EU and the un", small) == ("the EU and the un", ())


def test_an_abbreviation_that_the_articles_have_is_left_as_it_is(snapshot: Snapshot) -> None:
    assert corrected("sanctions of the US", snapshot) == ("sanctions of the US", ())


def test_an_answer_carries_what_was_read(snapshot: Snapshot) -> None:
    result = answer("When was the pakt between Iran and Venezuela signed?", snapshot)
    assert isinstance(result, Answer)
    assert result.corrections == (Correction("pakt", "pact"),)
    assert "20 years" in result.citations[0].text
    assert result.question == "When was the pakt between Iran and Venezuela signed?"


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("abekrst ñпять北عل'-. "), max_size=60))
def test_any_text_is_read_somehow_and_only_its_words_change(question: str) -> None:
    text, corrections = corrected(question, SNAPSHOT)
    for typed, read in corrections:
        assert typed in question
        assert read in text
    assert bool(corrections) or text == question


SNAPSHOT = Library(BUNDLED_ARTICLES).open()
