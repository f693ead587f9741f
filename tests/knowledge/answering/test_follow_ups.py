"""Which questions lean on the one before, and which stand alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.follow_ups import is_bare, may_lean, on_its_own, points_back

LANGUAGES = ("en", "es", "de", "fr", "ru", "fa", "ar", "nb")


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
        "وكم استغرقت الرحلة؟",
    ],
)
def test_a_question_that_points_back_or_goes_on_depends_on_the_one_before(question: str) -> None:
    assert points_back(question, LANGUAGES)


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
    assert not points_back(question, LANGUAGES)


@pytest.mark.parametrize("question", ["", "???", "👍", " \n"])
def test_a_message_without_words_points_at_nothing(question: str) -> None:
    assert not points_back(question, LANGUAGES)


def test_a_word_means_what_it_does_in_the_language_of_the_question() -> None:
    assert points_back("Wo ist er jetzt?", ["nb", "de"])
    assert not points_back("Hvor er kongen?", ["nb", "de"])


def test_a_base_without_languages_leaves_questions_alone() -> None:
    assert not points_back("Why?", ())


@pytest.mark.parametrize(
    ("question", "bare"), [("by whom?", True), ("¿Por qué?", True), ("who designed it?", False)]
)
def test_a_bare_question_has_nothing_but_function_words(question: str, bare: bool) -> None:
    assert is_bare(question, LANGUAGES) is bare


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("on which rocket?", True),
        ("How many crew members?", True),
        ("Which minister signed the pact with Iran in Tehran?", False),
    ],
)
def test_only_a_short_question_may_leave_unsaid_what_it_is_about(question: str, short: bool) -> None:
    assert may_lean(question, LANGUAGES) is short


def test_letters_that_join_a_question_to_the_one_before_are_no_part_of_its_first_word() -> None:
    assert on_its_own("وكم استغرقت الرحلة؟", LANGUAGES) == "كم استغرقت الرحلة؟"
    assert on_its_own("وزير إيران؟", LANGUAGES) == "وزير إيران؟"


@given(st.text(max_size=80), st.lists(st.sampled_from([*LANGUAGES, "xx", "zh"])))
@settings(deadline=None, max_examples=200)
def test_a_bare_question_with_words_always_points_back(question: str, languages: list[str]) -> None:
    if is_bare(question, languages) and any(c.isalnum() for c in question):
        assert points_back(question, languages)
