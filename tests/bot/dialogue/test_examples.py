"""The questions that the welcome offers: such as a person would ask, and answered well."""

from pathlib import Path

from bot.dialogue.conversation import Conversation
from bot.dialogue.examples import example_questions
from bot.settings import BUNDLED_ARTICLES
from knowledge import Library
from tests.conftest import write_articles


def test_the_bundled_articles_offer_questions_about_what_happened() -> None:
    library = Library(BUNDLED_ARTICLES)
    examples = example_questions(library.open())
    assert examples == (
        "When was the Ever Given freed?",
        "When did Sweden join NATO?",
        "What is the latest on Caracas?",
    )
    replies = [Conversation(library).reply_to(example).text.text for example in examples]
    assert "March 29, 2021" in replies[0]
    assert "March 7, 2024" in replies[1]
    assert replies[2].startswith("Iranian Foreign Minister Hossein Amir-Abdollahian was in Caracas on Friday")


def test_a_base_offers_only_what_it_answers_surely(tmp_path: Path) -> None:
    article = {
        "id": "mill",
        "title": "Old Elmsford carries its mill to Varnholt",
        "body": "People say that the mill of Old Elmsford went away. It went to Varnholt on 3 May 2024.",
        "language": "en",
    }
    unanswered = {
        "id": "none",
        "title": "Nothing",
        "body": "it was written in small letters.",
        "language": "en",
    }
    library = Library(write_articles(tmp_path / "a", [article, unanswered]))
    snapshot = library.open()
    examples = example_questions(snapshot)
    assert len(examples) == 1
    assert "Old Elmsford" in examples[0]
    assert "mill of Old Elmsford" in Conversation(library).reply_to(examples[0]).text.text


def test_headlines_in_languages_without_capitals_make_no_clumsy_questions(tmp_path: Path) -> None:
    article = {
        "id": "a",
        "title": "وصول المسبار إلى المريخ",
        "body": "وصل المسبار إلى المريخ أمس.",
        "language": "ar",
    }
    assert example_questions(Library(write_articles(tmp_path / "a", [article])).open()) == ()
