"""The bot's sentences in the language of whoever reads them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.wording import amounts, language
from bot.dialogue.wording.language import Sentence, known, say, say_counted, speaking
from knowledge import Library

CATALOGUE = """\
msgid "Read together with “{question}”."
msgstr "Вместе с «{question}»."

msgid "See /articles@{username}, or source:BBC, or /brief 1."
msgstr "См. /articles@{username}, или source:BBC, или /brief 1."

msgid "{count} article"
msgid_plural "{count} articles"
msgstr[0] "{count} статья"
msgstr[1] "{count} статьи"
msgstr[2] "{count} статей"
"""
FROM_THE_RIGHT = """\
msgid "See /articles@{username}, or source:, or /brief 1."
msgstr "نگاه کنید به /articles@{username} یا source: یا /brief 1."

msgid "Read together with “{question}”."
msgstr "همراه با «{question}» خوانده شد."
"""


@pytest.fixture(autouse=True)
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two small catalogues instead of the real ones."""
    (tmp_path / "ru.po").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "fa.po").write_text(FROM_THE_RIGHT, encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("pt-br", "pt"),
        ("fa_IR", "fa"),
        ("DE", "de"),
        ("en", "en"),
        ("zh-hans", None),
        ("", None),
        (None, None),
    ],
)
def test_a_tag_of_telegrams_is_a_language_of_ours_or_none(code: str | None, expected: str | None) -> None:
    assert known(code) == expected


def test_a_sentence_is_said_in_the_language_that_is_spoken_when_it_is_said() -> None:
    sentence = Sentence("Read together with “{question}”.")
    assert sentence(question="why") == "Read together with “why”."
    with speaking("ru"):
        assert sentence(question="почему") == "Вместе с «почему»."
    assert sentence(question="why") == "Read together with “why”."


def test_a_sentence_that_a_catalogue_does_not_have_is_said_in_english() -> None:
    with speaking("ru"):
        assert say("Nothing of the kind.") == "Nothing of the kind."


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 статья"),
        (3, "3 статьи"),
        (5, "5 статей"),
        (21, "21 статья"),
        (1234, "1\N{NO-BREAK SPACE}234 статьи"),
    ],
)
def test_a_number_takes_the_form_that_its_language_gives_it(count: int, expected: str) -> None:
    with speaking("ru"):
        assert say_counted("{count} article", "{count} articles", count) == expected


def test_numbers_and_dates_are_written_as_people_write_them() -> None:
    assert (amounts.number(12_345), amounts.day(date(2023, 2, 4))) == ("12,345", "4 Feb 2023")
    with speaking("fa"):
        assert (amounts.number(12_345), amounts.day(date(2023, 2, 4))) == ("۱۲٬۳۴۵", "۴ فوریه ۲۰۲۳")
    with speaking("de"):
        assert (amounts.number(12_345), language.decimal(0.25, 2)) == ("12.345", "0,25")


def test_what_people_type_keeps_its_direction_in_a_sentence_from_the_right() -> None:
    with speaking("fa"):
        said = say("See /articles@{username}, or source:, or /brief 1.", username="verbatim_bot")
    assert said == (
        "نگاه کنید به \u2066/articles@verbatim_bot\u2069 یا \u2066source:\u2069 یا \u2066/brief 1\u2069."
    )


def test_the_line_below_a_quotation_runs_as_the_language_does(library: Library) -> None:
    conversation = Conversation(library)
    english = conversation.reply_to("How many crowns is the bridge expected to cost?").text.text
    with speaking("fa"):
        persian = conversation.reply_to("How many crowns is the bridge expected to cost?").text.text
    assert "\n1 · " in english
    assert "\n۱ · \u200f" in persian
    assert "\u200f" not in english


def test_a_sentence_in_a_sentence_is_not_isolated_twice() -> None:
    with speaking("fa"):
        inner = say("See /articles@{username}, or source:, or /brief 1.", username="bot")
        said = say("Read together with “{question}”.", question=inner)
    assert inner in said
    assert "\u2066\u2066" not in said


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/article N or /quote N ¶ or /brief 12.", ["/article N", "/quote N ¶", "/brief 12"]),
        ("2023-01-31, 2023-01", ["2023-01-31", "2023-01"]),
        (".txt or .md; e.g. 3.5", [".txt", ".md"]),
        ("source: … date: … after:2023-01", ["source:", "date:", "after:2023-01"]),
        ("https://t.me/bot?start=a and/or b.html", []),
    ],
)
def test_what_is_typed_is_found(typed: str, kept: list[str]) -> None:
    assert language._TYPED.findall(typed) == kept


@pytest.mark.parametrize(
    ("spoken", "question", "isolated"),
    [
        ("fa", "Why NATO?", True),
        ("fa", "چرا ناتو؟", False),
        ("en", "چرا ناتو؟", True),
        ("en", "Why NATO?", False),
        ("en", "2023", False),
    ],
)
def test_a_value_that_runs_the_other_way_stands_between_isolates(
    spoken: str, question: str, isolated: bool
) -> None:
    with speaking(spoken):
        said = say("Read together with “{question}”.", question=question)
    assert (f"\u2068{question}\u2069" in said) is isolated
    assert question in said
