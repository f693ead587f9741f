"""The commands as people and scripts run them: output, exit status, one-sentence mistakes."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.commands.opening import open_to_serve
from bot.dialogue.wording.measuring import MEASURES
from bot.fetching.feeds import Feeds
from bot.fetching.web import Web
from bot.store.database import Database, database_url
from knowledge import EmptyCorpus, Library
from tests.conftest import write_articles

BRIDGE = "How many crowns is the bridge expected to cost?"
NOT_ANSWERED = "What is the capital of Mongolia?"


def bot(*arguments: object, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "KNOWLEDGE_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, check=False, env=kept | environment,
    )  # fmt: skip


def records(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ask_answers_in_words_with_exit_status_0(articles: Path) -> None:
    done = bot("ask", BRIDGE, "--articles", articles)
    assert "88 million crowns" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_a_question_needs_no_quotation_marks_and_takes_filters(articles: Path) -> None:
    plain = bot("ask", *BRIDGE.split(), "--articles", articles)
    assert plain.stdout == bot("ask", BRIDGE, "--articles", articles).stdout
    done = bot("ask", "how", "many", "crowns", "-harbour", "source:Lanning", "--json", "--articles", articles)
    (record,) = records(done)
    assert record["question"] == "how many crowns -harbour source:Lanning"
    assert {citation["article"]["id"] for citation in record["citations"]} == {"bridge"}


@pytest.mark.parametrize("said", ["hello", "what is new?", "who are you?", "source:Lanning", BRIDGE])
def test_ask_names_no_commands(articles: Path, said: str) -> None:
    shown = bot("ask", said, "--articles", articles).stdout
    lines = [line for line in shown.splitlines() if not line.startswith("https://")]
    assert lines
    assert not any(word.startswith("/") for line in lines for word in line.split())


def test_a_filter_that_leaves_nothing_is_a_reason_of_the_json(articles: Path) -> None:
    done = bot("ask", BRIDGE, "before:1990", "--json", "--articles", articles)
    assert (records(done)[0]["reason"], done.returncode) == ("filtered_out", 1)


def test_the_version_is_printed() -> None:
    done = bot("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("verbatim ")


def test_ask_without_an_answer_says_so_with_exit_status_1(articles: Path) -> None:
    done = bot("ask", NOT_ANSWERED, "--articles", articles)
    assert done.stdout.startswith("The articles do not answer that.")
    assert done.returncode == 1


def test_the_json_of_an_answer_keeps_its_contract(articles: Path) -> None:
    done = bot("ask", BRIDGE, "--articles", articles, "--json", "--hits", 4)
    (record,) = records(done)
    assert list(record) == [
        "id", "question", "answered", "confidence", "reason", "read_as", "taken", "citations", "hits", "milliseconds",
    ]  # fmt: skip
    assert (record["id"], record["question"], record["answered"], record["reason"]) == (
        None,
        BRIDGE,
        True,
        None,
    )
    assert 0 <= record["confidence"] <= 1
    assert record["read_as"] == []
    assert record["taken"] == []
    assert len(record["hits"]) == 4
    body = next(
        a["body"] for a in map(json.loads, map(Path.read_text, articles.iterdir())) if a["id"] == "bridge"
    )
    first = record["citations"][0]
    assert list(first) == [
        "number",
        "score",
        "by_meaning",
        "article",
        "passage",
        "excerpt",
        "emphasis",
        "link",
    ]
    assert first["by_meaning"] is False
    assert first["article"] == {
        "id": "bridge",
        "title": "City council votes for a new bridge over the Arle",
        "source": "The Lanning Post",
        "published": "2024-05-17",
        "url": "https://lanning.example.com/news/bridge",
        "language": "en",
        "path": "bridge.json",
    }
    assert first["passage"]["number"] == 3
    assert first["passage"]["text"] in body
    assert first["excerpt"]["text"] == " […] ".join(
        body[start:end] for start, end in first["excerpt"]["spans"]
    )
    assert "cost" in [body[start:end] for start, end in first["emphasis"]]
    assert first["link"].startswith(first["article"]["url"] + "#:~:text=")


def test_the_json_says_what_typos_were_read_as(articles: Path) -> None:
    (record,) = records(bot("ask", BRIDGE.replace("bridge", "brigde"), "--articles", articles, "--json"))
    assert record["answered"]
    assert record["read_as"] == [{"typed": "brigde", "read": "bridge"}]


def test_the_json_of_no_answer_has_a_reason_and_no_citations_but_the_hits_asked_for(articles: Path) -> None:
    done = bot(
        "ask", "Which airline sponsors the harbour festival?", "--articles", articles, "--json", "--hits", 2
    )
    (record,) = records(done)
    assert not record["answered"]
    assert record["citations"] == []
    assert record["reason"] == "not_covered"
    assert done.returncode == 1
    assert len(record["hits"]) == 2


def test_many_questions_are_answered_in_their_order_with_their_ids(articles: Path, tmp_path: Path) -> None:
    asked = [{"id": "x", "question": BRIDGE}, {"id": 7, "question": NOT_ANSWERED}, {"question": "?"}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, asked)) + "\n\n", encoding="utf-8")
    done = bot("ask", "--json", "--questions", path, "--articles", articles)
    assert [(r["id"], r["answered"]) for r in records(done)] == [("x", True), (7, False), (None, False)]
    assert done.returncode == 0


def test_questions_may_come_from_standard_input(articles: Path) -> None:
    done = bot(
        "ask", "--json", "--questions", "-", "--articles", articles, stdin=json.dumps({"question": BRIDGE})
    )
    assert records(done)[0]["answered"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "either a question or --questions"),
        (["ask", "x", "--questions", "y", "--json"], "either a question or --questions"),
        (["ask", "x", "--hits", "3"], "need --json"),
        (["ask", "x", "--json", "--hits", "0"], "--hits"),
        (["ask", "x", "--articles", "/no/such/folder"], "/no/such/folder does not exist"),
        (["ask", "--json", "--questions", "/no/such/file"], "/no/such/file does not exist"),
        (["evaluate", "/no/such/file"], "/no/such/file does not exist"),
        (["evaluate", "/"], "/ is a folder"),
        (["ask", "x", "--jsn"], "there is no option --jsn"),
        (["chat", "--articles", "/no/such/folder"], "/no/such/folder does not exist"),
        (["run"], "BOT_TOKEN is not set"),
    ],
)
def test_mistakes_are_said_in_words_with_exit_status_2(arguments: list[str], said: str) -> None:
    done = bot(*arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_a_broken_question_file_is_refused_with_its_line(articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "x"}\n{"question": 3}\n', encoding="utf-8")
    done = bot("ask", "--json", "--questions", path, "--articles", articles)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{path}, line 2:" in done.stderr


def test_settings_mistakes_are_one_sentence_without_the_secret() -> None:
    done = bot("run", BOT_TOKEN="123:not-a-token-but-secret")
    assert done.returncode == 2
    assert done.stderr.startswith("bot: BOT_TOKEN is not a bot token")
    assert "but-secret" not in done.stderr


def test_check_shows_what_would_be_loaded(articles: Path) -> None:
    done = bot("check", "--articles", articles)
    assert done.returncode == 0
    shown = {line.partition(":")[0]: line.partition(":")[2].strip() for line in done.stdout.splitlines()}
    assert shown["Settings"] == "usable"
    assert shown["Articles"] == "3 articles"
    assert shown["Languages"] == "en 2, es 1"
    assert shown["By chance"].startswith("en ")
    assert {"Passages", "Time", "Memory", "Token"} <= set(shown)


def test_check_names_every_refused_file_with_line_and_reason(articles: Path) -> None:
    (articles / "bad.jsonl").write_text('{"title": "x", "body": "y z"}\nnot json\n', encoding="utf-8")
    (articles / "picture.png").write_bytes(b"\x89PNG")
    done = bot("check", "--articles", articles)
    assert done.returncode == 1
    assert "bad.jsonl, line 2:" in done.stdout
    assert "picture.png:" in done.stdout


def test_check_names_every_refused_file_when_all_are(tmp_path: Path) -> None:
    folder = write_articles(tmp_path / "bad", [])
    for name in ("one", "two", "three"):
        (folder / f"{name}.json").write_text("{", encoding="utf-8")
    done = bot("check", "--articles", folder)
    assert done.returncode == 2
    refused = [line for line in done.stdout.splitlines() if line.startswith("Refused:")]
    assert len(refused) == 3
    assert all(any(name in line for line in refused) for name in ("one.json", "two.json", "three.json"))


def test_check_tells_notes_from_what_is_refused(articles: Path) -> None:
    for number in range(12):
        text = f"---\ntitle: Report {number}\nurl: /report/{number}/\n---\nThe report has {number} pages.\n"
        (articles / f"{number}.md").write_text(text, encoding="utf-8")
    (articles / "draft.md").write_text("---\ntitle: T\ndraft: true\n---\nNot yet.\n", encoding="utf-8")
    done = bot("check", "--articles", articles)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert (
        sum(line.startswith("Note:") and "/report/" in line and ".md, line 3: " in line for line in lines)
        == 10
    )
    assert any(line.startswith("Note:") and line.endswith('2 more about "url"') for line in lines)
    assert any("draft.md: is not read" in line for line in lines)
    assert lines[-1].endswith("15 articles can be quoted, nothing refused, 13 notes")


def test_a_check_tells_of_a_damaged_index_and_changes_nothing(articles: Path, tmp_path: Path) -> None:
    bot("ask", BRIDGE, "--articles", articles)
    (path,) = (tmp_path / "data" / "index").glob("*/g*/bodies.values.npy")
    content = bytearray(path.read_bytes())
    content[-10] ^= 1
    path.write_bytes(content)
    before = files_below(tmp_path)
    for _ in range(2):
        done = bot("check", "--articles", articles)
        assert f"{path.name} is not as it was written: it is built again when the bot starts" in done.stdout
        assert done.returncode == 0
    assert files_below(tmp_path) == before


def test_a_check_of_articles_that_were_never_read_leaves_nothing_behind(
    articles: Path, tmp_path: Path
) -> None:
    before = files_below(tmp_path)
    assert "3 articles" in bot("check", "--articles", articles).stdout
    assert files_below(tmp_path) == before


def files_below(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and its bytes."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_data_folder_that_cannot_be_written_is_a_warning_and_no_more(
    articles: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("not a folder")
    assert "88 million" in bot("ask", BRIDGE, "--articles", articles).stdout
    done = bot("check", "--articles", articles)
    assert done.returncode == 0
    assert "cannot be" in next(line for line in done.stdout.splitlines() if line.startswith("Index"))


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"BOT_LISTEN": "nowhere"}, "BOT_LISTEN is not host:port"),
        ({"KNOWLEDGE_PATH": "/no/such/folder"}, "/no/such/folder does not exist"),
        (
            {
                "BOT_TOKEN": "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFake",
                "BOT_API_URL": "http://127.0.0.1:9",
            },
            "cannot be reached to check BOT_TOKEN",
        ),
    ],
)
def test_check_fails_when_the_bot_could_not_start(environment: dict[str, str], said: str) -> None:
    done = bot("check", **environment)
    assert done.returncode == 2
    assert said in done.stdout
    assert "AAFake" not in done.stdout + done.stderr


def test_check_looks_at_the_store_and_changes_nothing(articles: Path, tmp_path: Path) -> None:
    file = tmp_path / "memory.sqlite"
    environment = {"BOT_DATABASE_URL": f"sqlite+aiosqlite:///{file}"}

    def checked() -> tuple[str, int]:
        done = bot("check", "--articles", articles, **environment)
        (line,) = (line for line in done.stdout.splitlines() if line.startswith("Store:"))
        return line.partition(":")[2].strip(), done.returncode

    assert checked() == ("empty: the bot makes its tables when it starts", 0)
    assert not file.exists()
    asyncio.run(_opened_and_closed(environment["BOT_DATABASE_URL"]))
    assert checked() == ("usable", 0)
    for version, said, status in (
        ("0001", "of an earlier version: the bot brings it up to date when it starts", 0),
        ("9999", "newer version of the bot (schema 9999)", 2),
    ):
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", [version])
        line, returned = checked()
        assert said in line
        assert returned == status
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
    file.write_bytes(b"no database at all" * 100)
    line, returned = checked()
    assert "is damaged" in line
    assert returned == 2


async def _opened_and_closed(url: str) -> None:
    await (await Database.open(database_url(url))).close()


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    done = bot("ask", "x", "--articles", write_articles(tmp_path / "empty", []))
    assert done.returncode == 2
    assert "No article was found" in done.stderr


def test_chat_talks_over_a_pipe(articles: Path) -> None:
    done = bot("chat", "--articles", articles, stdin=f"{BRIDGE}\n/quit\n")
    assert "88 million crowns" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.returncode == 0


def test_health_is_bad_when_no_bot_runs(tmp_path: Path) -> None:
    assert bot("health", BOT_DATA_DIR=str(tmp_path)).returncode == 1


@pytest.mark.parametrize("command", ["chat", "ask", "check", "run", "health"])
def test_every_command_explains_itself(command: str) -> None:
    assert "Usage: bot" in bot(command, "--help").stdout.replace("python -m ", "")


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    path = tmp_path / "judged.jsonl"
    asked = [
        {"question": BRIDGE, "article": "bridge", "paragraph": 3},
        {"question": "Who painted the bell tower?", "article": "puente"},
        {"question": NOT_ANSWERED, "answerable": False},
    ]
    path.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    return path


def test_evaluate_prints_measures_beside_plain_rank_bm25_and_the_misses(articles: Path, judged: Path) -> None:
    done = bot("evaluate", judged, "--articles", articles, "--compare", "bm25")
    assert done.returncode == 0
    header = done.stdout.splitlines()[1].split()
    assert header == ["verbatim", "rank-bm25", "bm25"]
    assert "hit@1                  50.0" in done.stdout
    assert "Who painted the bell tower?" in done.stdout
    assert "wanted: puente (not found)" in done.stdout


def test_evaluate_says_what_its_measures_mean(articles: Path, judged: Path) -> None:
    shown = bot("evaluate", judged, "--articles", articles).stdout
    table = {line.split("  ")[0] for line in shown.splitlines() if line.count("(")}
    explained = [line.split(":")[0] for line in shown.splitlines() if line.split(":")[0] in MEASURES]
    assert {name for name in MEASURES if name in table} <= set(explained)
    assert "hit@1: questions whose first passage is a right one" in shown


def test_evaluate_warns_of_articles_that_nobody_knows(articles: Path, tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    asked = [
        {"question": BRIDGE, "article": name} for name in ("bridge", "bridge.json", "no-such", "nor-this")
    ]
    path.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    done = bot("evaluate", path, "--articles", articles)
    assert "2 articles that the questions name: no-such, nor-this." in done.stderr


def test_evaluate_as_json(articles: Path, judged: Path) -> None:
    done = bot("evaluate", judged, "--articles", articles, "--json")
    (record,) = records(done)
    assert record["engines"]["verbatim"]["hit@1"]["value"] == 0.5
    assert set(record["engines"]) == {"verbatim", "rank-bm25"}
    assert record["misses"][0]["wanted"] == {"article": "puente", "paragraph": None, "answers": []}


def test_evaluate_names_the_engines_that_there_are(articles: Path, judged: Path) -> None:
    done = bot("evaluate", judged, "--articles", articles, "--compare", "lucene")
    assert done.returncode == 2
    assert "rank-bm25, rank-bm25-terms, bm25" in " ".join(done.stderr.replace("│", " ").split())


def test_half_a_character_in_a_question_does_not_end_the_batch(articles: Path) -> None:
    asked = '{"question": "\\ud83d what?"}\n' + json.dumps({"question": BRIDGE})
    done = bot("ask", "--json", "--questions", "-", "--articles", articles, stdin="\ufeff" + asked)
    assert [record["answered"] for record in records(done)] == [False, True]
    assert done.returncode == 0


NUMBERED: list[dict[str, Any]] = [
    {"id": f"n{n}", "title": f"Report {n}", "body": f"The keeper of lighthouse {n} rang the bell."}
    for n in range(8)
]


def test_an_empty_folder_is_an_error_on_the_command_line_whatever_the_index_holds(
    articles: Path, tmp_path: Path
) -> None:
    settings = {"KNOWLEDGE_PATH": str(articles), "BOT_DATA_DIR": str(tmp_path / "data")}
    assert bot("ask", BRIDGE, **settings).returncode == 0
    for path in articles.iterdir():
        path.unlink()
    asked = bot("ask", BRIDGE, **settings)
    assert (asked.returncode, asked.stderr[:31]) == (2, "bot: No article was found: add ")
    assert bot("chat", **settings).returncode == 2
    checked = bot("check", **settings)
    assert checked.returncode == 2
    assert "No article was found" in checked.stdout


def test_a_question_over_half_a_folder_leaves_the_bots_index_as_it_was(
    articles: Path, tmp_path: Path
) -> None:
    settings = {"KNOWLEDGE_PATH": str(articles), "BOT_DATA_DIR": str(tmp_path / "data")}
    write_articles(articles, NUMBERED)
    bot("ask", BRIDGE, **settings)
    (pointer,) = (tmp_path / "data" / "index").glob("*/CURRENT")
    before = pointer.read_bytes()
    for path in sorted(articles.iterdir())[1:]:
        path.unlink()
    assert "88 million crowns" in bot("ask", BRIDGE, **settings).stdout
    assert pointer.read_bytes() == before


def test_what_feeds_have_brought_is_read_by_every_command_that_reads_the_settings_source(
    articles: Path, tmp_path: Path
) -> None:
    ferry = {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}
    write_articles(tmp_path / "data" / "feeds" / "bay.example", [ferry])
    own = {"KNOWLEDGE_PATH": str(articles), "BOT_DATA_DIR": str(tmp_path / "data")}
    assert "in October" in bot("ask", "When does the last ferry leave?", **own).stdout
    assert "4 articles" in bot("check", **own).stdout
    other = bot("check", "--articles", articles, BOT_DATA_DIR=str(tmp_path / "data"))
    assert "3 articles" in other.stdout


class Bringing(Feeds):
    """Feeds that bring so many articles."""

    def __init__(self, folder: Path, articles: list[dict[str, Any]]) -> None:
        super().__init__((), folder, Web("1.0"))
        self.folder, self.articles = folder, articles

    def fetch(self) -> int:
        write_articles(self.folder, self.articles)
        return len(self.articles)


def test_a_bot_without_articles_of_its_own_starts_with_the_first_that_its_feeds_bring(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    fetched = tmp_path / "feeds"
    library = Library(tmp_path / "empty", fetched=fetched)
    for feeds in (None, Bringing(fetched, [])):
        with pytest.raises(EmptyCorpus):
            open_to_serve(library, feeds)
    ferry = {"id": "ferry", "title": "The ferry", "body": "The last ferry leaves in October."}
    open_to_serve(library, Bringing(fetched, [ferry]))
    assert list(library.current.articles.ids) == ["ferry"]
