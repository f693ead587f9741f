"""Every sentence in every language: none is missing, none loses a value, and all of them keep Telegram's limits."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.reading import Reading
from bot.dialogue.rich_text import LONGEST_MESSAGE, utf16_length
from bot.dialogue.sharing import unmet_hint
from bot.dialogue.wording.language import ENGLISH, LANGUAGES, Sentence, say, say_counted, speaking
from knowledge import Library
from knowledge.answers import Unmet
from tests.catalogues.catalogues import brought_up, missing, read, sentences

ROOT = Path(__file__).parents[2]
SAYING = {"Sentence": 1, "say": 1, "say_counted": 2}  # how many of their arguments are sentences
OTHERS = sorted(LANGUAGES.keys() - {ENGLISH})
EVERY = sorted(LANGUAGES)
# Telegram's limits, in characters: https://core.telegram.org/bots/api
LONGEST_ALERT = 200
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
LONGEST_LABEL = 30  # of a button: three stand in a row on a phone
LONGEST_HINT = 64  # of the button above inline results

ALERTS = (
    wording.answering.PASSAGE_GONE,
    wording.answering.ARTICLE_GONE,
    wording.answering.SHOWN_BELOW,
    wording.answering.NOTHING_MORE,
    wording.answering.BUTTON_UNKNOWN,
    wording.answering.TOO_MANY,
    wording.answering.NOT_FOR_YOU,
    wording.administering.ADMINS_ONLY,
    wording.administering.BEING_DONE,
    wording.administering.DECIDED,
    wording.learning.NOTHING_TO_EXPORT,
    wording.learning.THANK_YOU,
    wording.learning.WHAT_WAS_WRONG,
    wording.learning.TOO_OLD,
)
LABELS = (
    wording.answering.MORE,
    wording.answering.CONTEXT,
    wording.answering.SOURCE,
    wording.answering.COPY,
    wording.answering.SHARE,
    wording.answering.READ_ON,
    wording.answering.PREVIOUS_PAGE,
    wording.answering.NEXT_PAGE,
    wording.finding.READ,
    wording.administering.ADD,
    wording.administering.ADD_ALL,
    wording.administering.REMOVE,
    wording.administering.RESTORE,
    wording.administering.UNDO,
    wording.administering.CANCEL,
    wording.administering.TRY_AGAIN,
    wording.learning.WRONG_PASSAGE,
    wording.learning.NOT_IN_ARTICLES,
    wording.learning.AS_CSV,
    wording.learning.AS_QUESTIONS,
)


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_without_a_translation(language: str) -> None:
    catalogue = read(language)
    assert missing(catalogue) == []
    known = {message.id for message in catalogue if message.id}
    assert known == {message.id for message in sentences() if message.id}, "run python -m tests.catalogues"
    assert not [message.id for message in catalogue if message.fuzzy]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_values_of_its_sentence(language: str) -> None:
    wrong = [(message.id, form) for message, form in _forms(language) if not _has_values(message, form)]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_commands_of_its_sentence(language: str) -> None:
    wrong = [
        (message.id, form) for message, form in _forms(language) if _every_form(message) - _commands(form)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", EVERY)
def test_every_sentence_keeps_the_limit_of_its_place(language: str) -> None:
    menus = {**wording.guiding.MENU_ADMIN, **wording.guiding.MENU_GROUP}
    limits: list[tuple[Sentence, int]] = [
        *((alert, LONGEST_ALERT) for alert in ALERTS),
        *((label, LONGEST_LABEL) for label in LABELS),
        *((line, LONGEST_COMMAND_DESCRIPTION) for line in menus.values()),
        (wording.guiding.DESCRIPTION, LONGEST_DESCRIPTION),
        (wording.guiding.SHORT_DESCRIPTION, LONGEST_SHORT_DESCRIPTION),
        (wording.answering.TYPE_A_QUESTION, LONGEST_HINT),
        (wording.answering.NOTHING_TO_SHARE, LONGEST_HINT),
        (wording.answering.TOO_MANY, LONGEST_HINT),
    ]
    with speaking(language):
        assert [said for sentence, most in limits if len(said := sentence()) > most] == []


@pytest.mark.parametrize("language", EVERY)
def test_long_texts_fit_into_one_message(language: str) -> None:
    with speaking(language):
        mode = wording.guiding.privacy_mode("verbatim_test_bot", reads_all=True)
        for text in (
            wording.guiding.help_private(is_admin=True, privacy_mode=mode),
            wording.guiding.help_group("verbatim_test_bot", mode),
            wording.guiding.privacy(30, feedback=True, keeps_unanswered=True),
        ):
            assert utf16_length(text) <= LONGEST_MESSAGE


@pytest.mark.parametrize("value", ["Ever Given", "مسبار الأمل", "/articles", "¿«{x}»?"])
@pytest.mark.parametrize("language", EVERY)
def test_every_sentence_can_be_said_with_any_value_and_number(language: str, value: str) -> None:
    """A value stands in it as it is, and no name of one is left."""
    with speaking(language):
        for message in sentences():
            if not message.id:
                continue
            names = _values(_english(message)) - {"count"}
            given = dict.fromkeys(names, value)
            for count in (0, 1, 2, 5, 11, 21, 100, 12_345):
                if isinstance(message.id, str):
                    said = say(message.id, **({"count": count} if "{count}" in message.id else {}), **given)
                else:
                    said = say_counted(message.id[0], message.id[1], count, **given)
                left = said.replace(value, "")
                assert said
                assert not any(f"{{{name}}}" in left for name in {*names, "count"})
                assert utf16_length(said) <= LONGEST_MESSAGE


@pytest.mark.parametrize("language", OTHERS)
def test_a_conversation_has_no_english_frame(language: str, library: Library) -> None:
    """What is around the articles' words is in the language that is spoken."""
    conversation, reading = Conversation(library), Reading(library)

    def said() -> list[str]:
        replies = [
            conversation.start("Verbatim"),
            conversation.articles(),
            conversation.article("1"),
            conversation.article("99"),
            conversation.reply_to("hello"),
            conversation.reply_to("Who won the chess tournament on the moon?"),
            conversation.reply_to("source:nobody"),
            reading.timeline("bridge"),
            reading.quote("1 99"),
        ]
        return [reply.text.text for reply in replies]

    english = said()
    with speaking(language):
        translated = said()
    assert [one for one, other in zip(english, translated, strict=True) if one == other] == []


def test_every_sentence_that_the_code_says_is_found_by_the_catalogues() -> None:
    """What is built at run time, stands in an f-string or outside of the wording would be said in English alone."""
    found = {
        text
        for each in sentences()
        if each.id
        for text in ([each.id] if isinstance(each.id, str) else each.id)
    }
    lost = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                texts = node.args[: SAYING[node.func.id]]
                if path.name != "language.py" and not all(
                    isinstance(text, ast.Constant) and text.value in found for text in texts
                ):
                    lost.append(f"{path.name}:{node.lineno}")
    assert lost == []


def test_bringing_a_catalogue_up_keeps_its_translations_and_drops_what_is_gone() -> None:
    catalogue = read("de")
    catalogue.add("Nobody says that any more.", "Das sagt niemand mehr.")
    again = brought_up(catalogue)
    assert "Nobody says that any more." not in again
    assert missing(again) == []


def test_the_catalogues_are_those_of_the_languages() -> None:
    folder = Path(wording.__file__).parent / "catalogues"
    assert sorted(path.stem for path in folder.glob("*.po")) == OTHERS


def _forms(language: str) -> Iterator[tuple[Message, str]]:
    for message in read(language):
        if message.id:
            forms = [message.string] if isinstance(message.string, str) else message.string or ()
            yield from ((message, form) for form in forms)


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[1]


def _values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _has_values(message: Message, form: str) -> bool:
    """A form for one thing, or for none or two, may say it in a word instead of a number."""
    values, optional = _values(_english(message)), set() if isinstance(message.id, str) else {"count"}
    if isinstance(message.id, tuple):
        optional |= values ^ _values(message.id[0])
    return values - optional <= _values(form) <= values | optional


def _every_form(message: Message) -> set[str]:
    """The commands that each English form of a sentence has."""
    forms = [message.id] if isinstance(message.id, str) else message.id
    return set.intersection(*map(_commands, forms))


def _commands(text: str) -> set[str]:
    return {word.strip(".,;:،؛()") for word in text.split() if word.startswith("/")}


HINTED = [
    *(Unmet(kind, value, 12_345) for kind in ("source", "in", "phrase", "without", "wrong", "together")
      for value in ("a", "a b " * 20, "🛰" * 60)),
    *(Unmet(kind, "2023-01-31", 12_345) for kind in ("before", "after")),
]  # fmt: skip


@pytest.mark.parametrize("language", EVERY)
def test_the_hint_above_inline_results_names_the_filter_and_keeps_the_limit(language: str) -> None:
    with speaking(language):
        hints = [unmet_hint(unmet) for unmet in HINTED]
        assert [hint for hint in hints if utf16_length(hint) > LONGEST_HINT] == []
        assert wording.answering.NOTHING_TO_SHARE() not in hints
