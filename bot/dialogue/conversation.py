"""The conversation itself, for Telegram and the terminal alike: from what a person says to a reply.

Nothing here knows of chats, updates or networks.
"""

from dataclasses import replace

import regex

from bot.dialogue import wording
from bot.dialogue.buttons import ReaderAction, ShowArticle, ShowContext, ShowMore, ShowPage
from bot.dialogue.examples import example_questions
from bot.dialogue.rendering import (
    FURTHER,
    SHOWN,
    answer_reply,
    article_reply,
    articles_reply,
    citations_reply,
    context_reply,
    no_answer_reply,
)
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import rich
from bot.dialogue.small_talk import small_talk
from knowledge import Answer, Article, Citation, Library, Snapshot, answer, standalone
from knowledge.answering.excerpts import excerpt

LONGEST_QUESTION = 1_000  # characters; the rest is not read
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


class ButtonExpired(Exception):
    """A button names something that is gone; ``str()`` is a sentence for the person who tapped it."""


class Conversation:
    """Answers what people say, each time from the library's current snapshot."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def reply_to(self, message: str, previous: str | None = None) -> Reply:
        """The reply to a message; ``previous`` is the topic of the answer that the message replies to."""
        asked = clean(message)
        if talk := small_talk(asked):
            return said(talk)
        snapshot = self._library.current
        question = standalone(asked, previous, snapshot.languages)
        result = answer(question, snapshot, SHOWN + FURTHER)
        # The earlier question's own answer has said how its typos were read.
        result = replace(result, corrections=tuple(c for c in result.corrections if c.typed in asked))
        reply = answer_reply(result) if isinstance(result, Answer) else no_answer_reply(result)
        if len(message.strip()) > LONGEST_QUESTION:
            reply = replace(reply, text=rich(f"{wording.cut(LONGEST_QUESTION)}\n\n") + reply.text)
        return replace(reply, topic=asked if question == asked else previous)

    def start(self, name: str) -> Reply:
        """The first message in a private chat or a terminal, with questions to try."""
        snapshot = self._library.current
        return said(wording.start(name, len(snapshot.articles), example_questions(snapshot)))

    def articles(self, page: str = "") -> Reply:
        """A page of the list of articles; the first one when ``page`` is not a number."""
        return articles_reply(self._library.current, int(page) if _is_number(page) else 1)

    def article(self, number: str) -> Reply:
        """The article with this number in the list, as a person typed it."""
        snapshot = self._library.current
        position = _place_in_list(snapshot, number)
        return said(wording.ARTICLE_USAGE) if position is None else article_reply(snapshot, position)

    def numbered(self, number: str) -> Article | None:
        """The article with this number in the list; None when there is none."""
        snapshot = self._library.current
        position = _place_in_list(snapshot, number)
        return None if position is None else snapshot.articles[position]

    def keyed(self, key: str) -> Article | None:
        """The article with this key; None when it has changed or is gone."""
        snapshot = self._library.current
        position = snapshot.article_positions.get(key)
        return None if position is None else snapshot.articles[position]

    def press(self, action: ReaderAction, question: str | None = None) -> Reply:
        """What a button shows; ``question`` is the one that the message with the button answered.

        Raises ButtonExpired when the button names something that is gone.
        """
        match action:
            case ShowPage(page):
                return articles_reply(self._library.current, page)
            case ShowArticle(key):
                snapshot = self._library.current
                position = snapshot.article_positions.get(key)
                if position is None:
                    raise ButtonExpired(wording.ARTICLE_GONE)
                return article_reply(snapshot, position)
            case ShowContext(key):
                return self._context(key)
            case ShowMore(first, keys):
                return self._more(first, keys, question)

    def _context(self, key: str) -> Reply:
        snapshot = self._library.current
        position = snapshot.positions.get(key)
        if position is None:
            raise ButtonExpired(wording.PASSAGE_GONE)
        chosen = snapshot.passages[position]
        around = snapshot.passages[max(0, position - 1) : position + 2]
        return context_reply(tuple(p for p in around if p.article.id == chosen.article.id), chosen)

    def _more(self, first: int, keys: tuple[str, ...], question: str | None) -> Reply:
        """The passages that a button names. Where the question is known, they are quoted for it again."""
        snapshot = self._library.current
        result = answer(clean(question), snapshot, SHOWN + FURTHER) if question else None
        known = {c.passage.key: c for c in result.citations} if isinstance(result, Answer) else {}
        citations: list[Citation] = []
        for key in keys:
            position = snapshot.positions.get(key)
            if position is None:
                continue
            passage, number = snapshot.passages[position], first + len(citations)
            chosen = known[key].excerpt if key in known else excerpt(passage, {})
            citations.append(Citation(number, passage, chosen, score=0.0, confidence=0.0))
        if not citations:
            raise ButtonExpired(wording.NOTHING_MORE)
        return citations_reply(tuple(citations[:SHOWN]), tuple(citations[SHOWN:]), question or "")


def clean(message: str) -> str:
    """A message as a question: at most ``LONGEST_QUESTION`` characters, on one line, without lone surrogates."""
    return " ".join(_SURROGATES.sub("\ufffd", message[:LONGEST_QUESTION]).split())


def _place_in_list(snapshot: Snapshot, number: str) -> int | None:
    """The position of the article with a number of the list, as a person typed it; None when there is none."""
    return int(number) - 1 if _is_number(number) and 0 < int(number) <= len(snapshot.articles) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
