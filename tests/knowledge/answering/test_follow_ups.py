"""Which questions lean on the one before, and which stand alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.follow_ups import standalone

LANGUAGES = ("en", "es", "de", "fr", "ru", "fa", "ar", "nb")
BEFORE = "When was the pact with Iran signed?"


@pytest.mark.parametrize(
    "question",
    [
        "Why?",
        "And for how long?",
        "But who paid?",
        "Who signed it?",
        "When did he travel to Tehran?",
        "Why did they do that?",
        "How many ships were there?",
        "¿Por qué?",
        "¿Y cuánto costó?",
        "¿Quién lo firmó allí?",
        "Und wann?",
        "Was bedeutet das?",
        "Wann hat er unterschrieben?",
        "Et pourquoi ?",
        "Où va-t-il ?",
        "А где?",
        "Когда он приехал?",
        "Кто это подписал?",
        "و چرا؟",
        "او کجا رفت؟",
        "من هو؟",
        "متى وقع هذه الاتفاقية؟",
    ],
)
def test_a_question_that_points_back_or_goes_on_takes_the_one_before_with_it(question: str) -> None:
    assert standalone(question, BEFORE, LANGUAGES) == f"{BEFORE} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Iran?",
        "When was the bridge opened?",
        "What does the pact that Iran signed say?",
        "Is there a truce in Gaza?",
        "Who is the president of Venezuela?",
        "¿Quién es la presidenta de México?",
        "Wann wurde das Kraftwerk abgeschaltet?",
        "Qu'est-ce que l'accord de Paris ?",
        "Hvem er president?",
        "Кто стал президентом России?",
        "من هو رئيس إيران؟",
        "رئیس جمهور ایران کیست؟",
        "马杜罗什么时候访问德黑兰？",
        "Did he, Mayor Okafor, thank the engineers who redrew the plans of the bridge four times?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone(question: str) -> None:
    assert standalone(question, BEFORE, LANGUAGES) == question


@pytest.mark.parametrize("previous", [None, ""])
def test_the_first_question_stands_alone(previous: str | None) -> None:
    assert standalone("Why?", previous, LANGUAGES) == "Why?"


@pytest.mark.parametrize("question", ["", "???", "👍", " \n"])
def test_a_message_without_words_does_not_repeat_the_question_before(question: str) -> None:
    assert standalone(question, BEFORE, LANGUAGES) == question


def test_a_word_means_what_it_does_in_the_language_of_the_question() -> None:
    assert standalone("Wo ist er jetzt?", BEFORE, ["nb", "de"]) == f"{BEFORE} Wo ist er jetzt?"
    assert standalone("Hvor er kongen?", BEFORE, ["nb", "de"]) == "Hvor er kongen?"


def test_a_base_without_languages_leaves_questions_alone() -> None:
    assert standalone("Why?", BEFORE, ()) == "Why?"


@given(
    st.text(max_size=80),
    st.text(max_size=40) | st.none(),
    st.lists(st.sampled_from([*LANGUAGES, "xx", "zh"])),
)
@settings(deadline=None, max_examples=200)
def test_the_question_itself_is_always_kept_as_it_is(
    question: str, previous: str | None, languages: list[str]
) -> None:
    assert standalone(question, previous, languages) in (question, f"{previous} {question}")
