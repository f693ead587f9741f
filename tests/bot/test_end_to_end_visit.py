"""The real ``bot run`` process through one visit of its people, with a restart in the middle of it.

In both modes, and on each database. A feature joins as one more function in what is done ``BEFORE`` or ``AFTER`` it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.dialogue.wording.language import speaking
from bot.preview.telegram.chats import Message
from tests.bot.conftest import ADA, ADMIN, BOB, TOKEN
from tests.bot.handlers.test_chats import COST, COST_QUOTE, MONGOLIA
from tests.bot.handlers.test_offers import FERRY, LIGHTHOUSE
from tests.bot.running import SECRET, free_port, serving, stop, until
from tests.bot.test_end_to_end import assert_logs_are_json_without_token_and_questions
from tests.telegram_double.loopback import LoopbackServer
from tests.telegram_double.server import TelegramServer

Json = dict[str, Any]

GROUP = -204
OPENING = "When is the bridge over the Arle to be opened?"
ALBUM = {"lighthouse.txt": LIGHTHOUSE, "ferry.txt": FERRY}
GOOD, BAD, WRONG = wording.learning.GOOD, wording.learning.BAD, wording.learning.WRONG_PASSAGE()


@dataclass
class Visit:
    """What people do while the bot runs. Each act waits for what the bot does because of it."""

    server: TelegramServer
    loopback: LoopbackServer
    listening: str | None
    """Where the bot takes what Telegram delivers; None when it asks for that."""
    kept: dict[str, Message] = field(default_factory=dict)
    """The bot's messages that a later step looks at again."""

    def does(self, update: Json | None) -> Json:
        """Have the bot told of what somebody did."""
        assert update is not None
        if self.listening is not None:
            assert self.loopback.push_to(self.listening) == [200]
        return update

    def says(self, user: int, text: str) -> Message:
        """Somebody writes in private; the first words with which the bot replies, and not a picture beside them."""
        chat = self.server.chats[user]
        known = set(chat.messages)

        def replies() -> list[Message]:
            own = chat.sent_by(self.server.bot_id)
            return [each for each in own if each.text and each.id not in known]

        self.does(self.server.user_sends(chat, user, text))
        until(replies, f"a reply to {text!r}")
        return replies()[0]

    def changes(self, user: int, text: str) -> None:
        """Somebody changes the last message that they wrote in private."""
        self.does(self.server.user_sends(user, user, text, edited=True))

    def taps(self, user: int, message: Message, button: str) -> str:
        """Somebody taps a button in private; the words with which the bot answers the tap."""
        update = self.does(self.server.user_taps(user, user, message.id, button))
        until(lambda: self.server.answer_to(update), f"an answer to the tap on {button!r}")
        return str((self.server.answer_to(update) or {})["text"])

    def types(self, user: int, text: str) -> tuple[str, list[Json]]:
        """Somebody writes the bot's name and some words; the query, and what is offered."""
        update = self.does(self.server.user_types(user, text))
        query = self.server.queries[update["inline_query"]["id"]]
        until(lambda: query.answer is not None, "the quotations to choose from")
        return query.id, (query.answer or {})["results"]

    def chooses(self, user: int, query: str, result: Json) -> Message:
        """Somebody sends one of the results to the group."""
        self.does(self.server.user_chooses(GROUP, user, query, result["id"]))
        return self.server.chats[GROUP].last


def a_quotation_is_chosen_and_read_on_by_a_link(visit: Visit) -> None:
    query, offered = visit.types(BOB, COST)
    sent = visit.chooses(BOB, query, offered[0])
    assert (sent.sender["id"], sent.more["via_bot"]["id"]) == (BOB, visit.server.bot_id)
    assert COST_QUOTE in sent.text
    (link,) = (button["url"] for button in sent.buttons if "?start=" in button["url"])
    assert COST_QUOTE in visit.says(BOB, f"/start {link.partition('?start=')[2]}").text


def an_answer_is_rated_and_the_reason_told(visit: Visit) -> None:
    answer = visit.says(ADA, COST)
    assert visit.taps(ADA, answer, GOOD) == wording.learning.THANK_YOU()
    assert visit.taps(ADA, answer, BAD) == wording.learning.WHAT_WAS_WRONG()
    until(lambda: WRONG in answer.labels, "the reasons to choose from")
    assert visit.taps(ADA, answer, WRONG) == wording.learning.THANK_YOU()
    until(lambda: answer.labels[-2:] == [GOOD, BAD], "the two buttons again")


def an_edited_question_gets_its_answer_edited(visit: Visit) -> None:
    visit.kept["edited"] = answer = visit.says(ADA, MONGOLIA)
    assert COST_QUOTE not in answer.text
    visit.changes(ADA, COST)
    until(lambda: COST_QUOTE in answer.text, "the edited answer")


def a_chat_chooses_its_language_and_subscribes(visit: Visit) -> None:
    with speaking("es"):
        assert visit.says(BOB, "/language es").text == wording.choosing.language_is("es")
        assert visit.says(BOB, "/subscribe lighthouse").text == wording.subscribing.subscribed("lighthouse")


def the_language_is_still_spoken(visit: Visit) -> None:
    with speaking("es"):
        assert visit.says(BOB, "/nothing").text == wording.guiding.UNKNOWN_COMMAND()
    assert visit.says(ADA, "/nothing").text == wording.guiding.UNKNOWN_COMMAND()


def the_chat_is_told_of_the_news(visit: Visit) -> None:
    chat = visit.server.chats[BOB]
    until(lambda: "September 2031" in chat.last.text, "the news")
    with speaking("es"):
        assert chat.last.text.startswith(wording.subscribing.NEWS())


def an_album_is_previewed(visit: Visit) -> None:
    server = visit.server
    for name, text in ALBUM.items():
        visit.does(server.user_sends_document(ADMIN, ADMIN, name, text.encode(), album="7"))
    chat = server.chats[ADMIN]
    until(lambda: "Add all" in chat.last.labels, "the preview of the album")
    visit.kept["album"] = chat.last


def the_album_can_still_be_added(visit: Visit) -> None:
    preview = visit.kept["album"]
    visit.does(visit.server.user_taps(ADMIN, ADMIN, preview.id, "Add all"))
    until(lambda: "Added: 2" in preview.text, "the addition")
    assert "September 2031" in visit.says(ADA, "When does the old lighthouse open?").text


def an_edit_still_reaches_its_answer(visit: Visit) -> None:
    answer = visit.kept["edited"]
    newest = visit.server.chats[ADA].last_message_id
    visit.changes(ADA, OPENING)
    until(lambda: "2029" in answer.text, "the answer that is edited again")
    assert COST_QUOTE not in answer.text
    assert visit.server.chats[ADA].last_message_id == newest


def an_admin_sees_it_in_numbers_and_as_a_file(visit: Visit) -> None:
    numbers = visit.says(ADMIN, "/stats").text
    assert "4 questions in 30 days" in numbers
    assert "Answered: 3 (75 %)" in numbers
    listed = visit.says(ADMIN, "/unanswered")
    assert f"1 × {COST} – wrong passage" in listed.text
    visit.taps(ADMIN, listed, wording.learning.AS_CSV())
    files = visit.server.files
    until(lambda: any(file.name == "unanswered.csv" for file in files.values()), "the file")
    (table,) = (file.content for file in files.values() if file.name == "unanswered.csv")
    assert COST in table.decode("utf-8-sig")


BEFORE = (
    a_quotation_is_chosen_and_read_on_by_a_link,
    an_answer_is_rated_and_the_reason_told,
    an_edited_question_gets_its_answer_edited,
    a_chat_chooses_its_language_and_subscribes,
    an_album_is_previewed,
)
AFTER = (
    an_edit_still_reaches_its_answer,
    an_admin_sees_it_in_numbers_and_as_a_file,
    the_language_is_still_spoken,
    the_album_can_still_be_added,
    the_chat_is_told_of_the_news,
)


@contextmanager
def running(
    loopback: LoopbackServer, articles: Path, folder: Path, settings: dict[str, str]
) -> Iterator[None]:
    """The process, from when it serves until it is told to stop."""
    log = folder / "log"
    starts = log.read_text().count('"serving"') if log.exists() else 0
    with serving(loopback, articles, folder, **settings) as process:
        until(lambda: log.read_text().count('"serving"') > starts, "the start")
        yield
        assert stop(process) == 0


@pytest.fixture
def people() -> TelegramServer:
    made = TelegramServer(token=TOKEN, inline_mode=True)
    for user, name in ((ADA, "Ada"), (BOB, "Bob"), (ADMIN, "Admin")):
        made.private_chat(user, name)
    made.group(GROUP)
    return made


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_what_people_do_in_one_visit_works_and_is_known_after_a_restart(
    people: TelegramServer, articles: Path, tmp_path: Path, address: str | None, mode: str
) -> None:
    settings = {"BOT_ADMIN_IDS": str(ADMIN), "BOT_KEEP_UNANSWERED": "true"}
    settings |= {"BOT_DATABASE_URL": address} if address is not None else {}
    listening = None
    if mode == "webhook":
        port = free_port()
        listening = f"http://127.0.0.1:{port}/hook/verbatim"
        settings |= {
            "BOT_LISTEN": f"127.0.0.1:{port}",
            "BOT_WEBHOOK_URL": "https://bot.example.org/hook/verbatim",
            "BOT_WEBHOOK_SECRET": SECRET,
        }
    with LoopbackServer(people) as loopback:
        visit = Visit(people, loopback, listening)
        for steps in (BEFORE, AFTER):
            with running(loopback, articles, tmp_path, settings):
                for step in steps:
                    step(visit)
    assert people.chats[GROUP].sent_by(people.bot_id) == []  # what was chosen is no question
    people.assert_no_violations()
    assert_logs_are_json_without_token_and_questions(tmp_path / "log")
