"""What is fuzzed: each target takes any bytes, and raises only when something is wrong with the bot."""

import json
from collections.abc import Callable, Iterable
from functools import partial

from bot.dialogue.buttons import LONGEST_DATA, UnknownButton, encode, parse
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply
from bot.settings import BUNDLED_ARTICLES
from knowledge import ArticleRefused, Earlier, Library
from knowledge.reading.document import read_records
from tests.conftest import ARTICLES

_LONGEST_MESSAGE = 4096  # UTF-16 units: what Telegram takes
_FORMATS = ("txt", "md", "html", "json", "jsonl", "csv", "xml")

Target = Callable[[bytes], object]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")


def _words(data: bytes) -> str:
    try:
        return _text(data)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _check(reply: Reply) -> None:
    text = reply.text
    assert text.text.strip(), "an empty reply"
    assert len(text.text.encode("utf-16-le")) // 2 <= _LONGEST_MESSAGE, "a reply that Telegram refuses"
    assert all(0 <= mark.start < mark.end <= len(text.text) for mark in text.marks), "a mark outside the text"


def _question() -> Target:
    conversation = Conversation(_library())
    return lambda data: _check(conversation.reply_to(_words(data)[:_LONGEST_MESSAGE], None))


def _follow_up() -> Target:
    conversation = Conversation(_library())

    def ask(data: bytes) -> None:
        topic, _, question = _words(data)[:_LONGEST_MESSAGE].partition("\n")
        _check(conversation.reply_to(question, Earlier(topic)))

    return ask


def _arguments() -> Target:
    """What may stand after /articles and /article; what stands after /start is not looked at."""
    conversation = Conversation(_library())

    def ask(data: bytes) -> None:
        words = _words(data)[:_LONGEST_MESSAGE]
        for reply in (conversation.articles(words), conversation.article(words)):
            _check(reply)

    return ask


def _button() -> Target:
    def tap(data: bytes) -> None:
        words = _words(data)
        if len(words.encode("utf-8", "replace")) > LONGEST_DATA:
            return  # Telegram delivers no such
        try:
            action = parse(words)
        except UnknownButton:
            return
        assert parse(encode(action)) == action, "a button that does not come back as it was"

    return tap


def _file(suffix: str) -> Target:
    def read(data: bytes) -> None:
        try:
            records, problems = read_records(f"fuzz.{suffix}", data)
        except ArticleRefused:
            return
        for record in records:
            assert record.id, "a record without an id"
        for problem in problems:
            assert str(problem).strip(), "a problem without words"

    return read


def _library() -> Library:
    library = Library(BUNDLED_ARTICLES)
    library.open()
    return library


TARGETS: dict[str, Callable[[], Target]] = {
    "question": _question,
    "follow-up": _follow_up,
    "arguments": _arguments,
    "button": _button,
    **{suffix: partial(_file, suffix) for suffix in _FORMATS},
}


def seeds(name: str) -> Iterable[bytes]:
    """Inputs to begin with."""
    article = ARTICLES[0]
    page = (
        f"<html lang=en><head><title>{article['title']}</title><meta property='article:published_time' "
        f"content='2024-03-05'></head><body><article><h1>{article['title']}</h1><p>{article['body']}</p>"
    )
    item = f"<item><title>{article['title']}</title><description>{article['body']}</description></item>"
    feed = f"<rss version='2.0'><channel><title>T</title>{item}</channel></rss>"
    by_name = {
        "question": ["When was the pact signed?", "¿Cuándo se firmó?", "\u202e?\u0000", "why", "thanks"],
        "follow-up": ["pact\nand when?", "\nwho is he?"],
        "arguments": ["1", "-1", "99999999999999999999", "abc", "١"],
        "button": ["c:", "m:4:", "p:2", "x:"],
        "txt": [f"{article['title']}\n\n{article['body']}"],
        "md": [
            f"---\ntitle: {article['title']}\ndate: 2024-03-05\n---\n\n{article['body']}\n\n- [a](b)\n\n| a |\n|---|\n"
        ],
        "html": [page],
        "json": [json.dumps(ARTICLES), json.dumps(article)],
        "jsonl": ["\n".join(map(json.dumps, ARTICLES))],
        "csv": [f'title,body,date\n{article["title"]},"{article["body"]}",2024-03-05\n'],
        "xml": [feed],
    }
    return [seed.encode("utf-8", "surrogatepass") for seed in by_name[name]]
