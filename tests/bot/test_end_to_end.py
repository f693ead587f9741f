"""The real ``bot run`` process against a Bot API server on this machine: asked, reloaded, stopped."""

import json
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.bot.conftest import ADA, ADMIN, TOKEN
from tests.bot.handlers.test_chats import COST, COST_QUOTE
from tests.bot.running import PATIENCE, SECRET, free_port, serving, stop, until
from tests.conftest import write_articles
from tests.telegram_double.loopback import LoopbackServer
from tests.telegram_double.server import TelegramServer


@pytest.fixture
def server() -> TelegramServer:
    made = TelegramServer(token=TOKEN)
    made.private_chat(ADA, "Ada")
    made.private_chat(ADMIN, "Admin")
    return made


def said(server: TelegramServer, user: int) -> str:
    return "\n".join(message.text for message in server.chats[user].sent_by(server.bot_id))


def assert_logs_are_json_without_token_and_questions(log: Path) -> None:
    text = log.read_text(encoding="utf-8")
    assert TOKEN not in text
    assert SECRET not in text
    assert "crowns" not in text
    assert all(json.loads(line)["level"] for line in text.splitlines())


def test_polling_answers_reloads_and_stops_cleanly(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with (
        LoopbackServer(server) as loopback,
        serving(loopback, articles, tmp_path, BOT_ADMIN_IDS=str(ADMIN)) as process,
    ):
        server.user_sends(ADA, ADA, COST)
        until(lambda: COST_QUOTE in said(server, ADA), "the answer")
        until((tmp_path / "data" / "heartbeat").exists, "a sign of life")
        changed = json.loads((articles / "bridge.json").read_text())
        write_articles(articles, [changed | {"body": changed["body"].replace("88 million", "90 million")}])
        server.user_sends(ADMIN, ADMIN, "/reload")
        until(lambda: "Changed: 1" in said(server, ADMIN), "the report of the reload")
        server.user_sends(ADA, ADA, COST)
        until(lambda: "90 million crowns" in said(server, ADA), "the answer from the new articles")
        server.user_sends_document(
            ADMIN, ADMIN, "ferry.txt", b"A new ferry\n\nThe ferry Otter sails at noon every day."
        )
        until(lambda: "Add 1 article?" in said(server, ADMIN), "the preview")
        server.user_taps(ADMIN, ADMIN, server.chats[ADMIN].last.id, "Add")
        until(lambda: "Added: 1" in said(server, ADMIN), "the addition")
        assert stop(process) == 0
    assert not (tmp_path / "data" / "heartbeat").exists()
    server.assert_no_violations()
    assert_logs_are_json_without_token_and_questions(log)


def test_a_bot_that_starts_on_half_a_folder_answers_as_before_until_an_admin_takes_the_loss(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    """A volume that is not mounted, or a copy that is under way."""
    log = tmp_path / "log"
    body = "The last ferry leaves in October."
    write_articles(
        articles, [{"id": f"f{n}", "title": f"Ferry {n}", "body": f"{n} {body}"} for n in range(8)]
    )
    with LoopbackServer(server) as loopback:
        with serving(loopback, articles, tmp_path) as process:
            until(lambda: "serving" in log.read_text(), "the first start")
            assert stop(process) == 0
        for path in sorted(articles.iterdir())[1:]:
            path.unlink()
        (articles / "bridge.json").rename(articles / "kept.json")
        with serving(loopback, articles, tmp_path, BOT_ADMIN_IDS=str(ADMIN)) as process:
            server.user_sends(ADA, ADA, "When does the last ferry leave?")
            until(lambda: "in October" in said(server, ADA), "the answer from what was read before")
            assert "now holds 1 of 11 articles, so 10 would be removed" in log.read_text()
            server.user_sends(ADMIN, ADMIN, "/reload")
            until(lambda: "Removed would be 10." in said(server, ADMIN), "the question")
            server.user_taps(ADMIN, ADMIN, server.chats[ADMIN].last.id, "Remove 10 articles")
            until(lambda: "Now 1 article." in said(server, ADMIN), "the outcome")
            assert stop(process) == 0
    server.assert_no_violations()
    assert_logs_are_json_without_token_and_questions(log)


STOPPING = 5.0  # seconds


def test_it_stops_at_once_while_an_admins_reload_is_being_built(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    """The reload would take minutes. What was read before is what the next start finds."""
    body = "The last ferry leaves in October. " * 50
    many = [{"id": f"f{n}", "title": f"Ferry {n}", "body": f"{n} {body}"} for n in range(20_000)]
    with LoopbackServer(server) as loopback:
        with serving(loopback, articles, tmp_path, BOT_ADMIN_IDS=str(ADMIN)) as process:
            server.user_sends(ADA, ADA, COST)
            until(lambda: COST_QUOTE in said(server, ADA), "the answer")
            index = {path.name for path in (tmp_path / "data" / "index").rglob("*")}
            (articles / "many.jsonl").write_text("\n".join(map(json.dumps, many)))
            server.user_sends(ADMIN, ADMIN, "/reload")
            until(lambda: children_that_build(process), "the process that reads the articles")
            (builder,) = children_that_build(process)
            until(builder.children, "the process that parses")
            (parser,) = builder.children()
            began = time.monotonic()
            assert stop(process) == 0
            assert time.monotonic() - began < STOPPING
            until(lambda: not builder.is_running(), "the end of the process that reads")
            until(lambda: not parser.is_running(), "the end of the process that parses")
        assert {path.name for path in (tmp_path / "data" / "index").rglob("*")} == index
        (articles / "many.jsonl").unlink()
        with serving(loopback, articles, tmp_path) as process:
            server.user_sends(ADA, ADA, COST)
            until(lambda: said(server, ADA).count(COST_QUOTE) == 2, "the answer of the next start")
            assert stop(process) == 0


def children_that_build(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    children = psutil.Process(process.pid).children()
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


def test_it_ends_when_told_to_while_the_articles_are_read_for_the_first_time(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    body = "The last ferry leaves in October. " * 50
    write_articles(
        articles, [{"id": f"f{n}", "title": f"Ferry {n}", "body": f"{n} {body}"} for n in range(2000)]
    )
    with (
        LoopbackServer(server) as loopback,
        serving(loopback, articles, tmp_path) as process,
    ):
        until(lambda: children_that_build(process), "the process that reads the articles")
        until((tmp_path / "data" / "heartbeat").exists, "a sign of life")
        (builder,) = children_that_build(process)
        assert stop(process) == 0
        assert not builder.is_running()
    assert "articles read" not in log.read_text()
    assert not (tmp_path / "data" / "heartbeat").exists()
    assert_logs_are_json_without_token_and_questions(log)


def test_webhook_answers_who_knows_the_secret_and_stops_cleanly(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    log, port = tmp_path / "log", free_port()
    listening = f"http://127.0.0.1:{port}/hook/verbatim"
    webhook = {
        "BOT_ADMIN_IDS": str(ADMIN),
        "BOT_LISTEN": f"127.0.0.1:{port}",
        "BOT_WEBHOOK_URL": "https://bot.example.org/hook/verbatim",
        "BOT_WEBHOOK_SECRET": SECRET,
    }
    with (
        LoopbackServer(server) as loopback,
        serving(loopback, articles, tmp_path, **webhook) as process,
    ):
        until(lambda: server.webhook.url, "the webhook")
        assert server.webhook.url == "https://bot.example.org/hook/verbatim"
        until(lambda: "serving" in log.read_text(), "the start")
        forged = server.user_sends(ADMIN, ADMIN, "/reload")
        server.webhook.secret, right = "x" * 40, server.webhook.secret
        assert forged is not None
        assert loopback.push(listening, forged) == 403
        server.waiting.clear()
        server.webhook.secret = right
        server.user_sends(ADA, ADA, COST)
        assert loopback.push_to(listening) == [200]
        until(lambda: COST_QUOTE in said(server, ADA), "the answer")
        server.user_sends(ADMIN, ADMIN, "/reload")
        assert loopback.push_to(listening) == [200]
        until(lambda: "Reloaded in" in said(server, ADMIN), "the report of the reload")
        assert stop(process) == 0
    assert said(server, ADMIN).count("Reloaded in") == 1
    server.assert_no_violations()
    assert_logs_are_json_without_token_and_questions(log)


def test_a_token_that_telegram_does_not_know_is_one_sentence_without_it(
    articles: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with (
        LoopbackServer(TelegramServer(token="987654321:other")) as loopback,
        serving(loopback, articles, tmp_path) as process,
    ):
        assert process.wait(PATIENCE) == 2
    lines = log.read_text().splitlines()
    assert lines[-1] == "bot: Telegram does not know BOT_TOKEN: get the present one from @BotFather"
    assert TOKEN not in log.read_text()


@pytest.mark.parametrize(
    ("code", "times", "said_last"),
    [
        (401, 1, "bot: Telegram no longer accepts BOT_TOKEN"),
        (409, 50, "bot: Another process serves the same bot"),
    ],
)
def test_polling_that_has_become_pointless_ends_the_process(
    server: TelegramServer, articles: Path, tmp_path: Path, code: int, times: int, said_last: str
) -> None:
    log = tmp_path / "log"
    with (
        LoopbackServer(server) as loopback,
        serving(loopback, articles, tmp_path) as process,
    ):
        server.user_sends(ADA, ADA, COST)
        until(lambda: COST_QUOTE in said(server, ADA), "the answer")
        description = "Unauthorized" if code == 401 else "Conflict: terminated by other getUpdates request"
        server.fail_next("getUpdates", code, description, times=times)
        server.user_sends(ADA, ADA, "thanks")  # ends the long poll that is under way
        assert process.wait(PATIENCE) == 2
    assert log.read_text().splitlines()[-1].startswith(said_last)
    assert TOKEN not in log.read_text()


def test_a_feed_that_may_not_be_asked_is_one_line_in_the_log_and_the_bot_serves_and_stops(
    server: TelegramServer, articles: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    feed = f"http://ada:hidden@127.0.0.1:{free_port()}/feed?key=hidden"
    with (
        LoopbackServer(server) as loopback,
        serving(loopback, articles, tmp_path, KNOWLEDGE_FEEDS=feed, BOT_ADMIN_IDS=str(ADMIN)) as process,
    ):
        until(lambda: "a feed was not read as a whole" in log.read_text(), "the feed to be asked")
        server.user_sends(ADA, ADA, COST)
        until(lambda: COST_QUOTE in said(server, ADA), "the answer")
        assert stop(process) == 0
    records = [json.loads(line) for line in log.read_text().splitlines()]
    (told,) = [record for record in records if record["message"] == "a feed was not read as a whole"]
    assert (told["host"], told["reason"]) == ("127.0.0.1", "leads to an address that is not on the internet")
    assert "hidden" not in log.read_text().replace("<hidden>", "")
