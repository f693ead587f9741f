"""The conversation itself, for Telegram and the terminal alike: from what a person says to a reply.

Nothing here knows of chats, updates or networks. The button grammar: ``c:KEY`` shows a passage with its
neighbours, ``m:NUMBER:KEYS`` the next citations from that number on, ``a:PAGE`` a page of the list of
articles, ``v:KEY`` an article. Keys name content, so a button works after a restart and after a reload, or
says that what it names has gone.
"""

from dataclasses import replace

import regex

from bot.dialogue import wording
from bot.dialogue.examples import example_questions
from bot.dialogue.rendering import (
    FURTHER,
    SHOWN,
    Reply,
    answer_reply,
    article_reply,
    articles_reply,
    citations_reply,
    context_reply,
    no_answer_reply,
)
from bot.dialogue.rich_text import rich
from bot.dialogue.small_talk import small_talk
from knowledge.answering.answer import answer
from knowledge.answering.excerpts import excerpt
from knowledge.answering.follow_ups import standalone
from knowledge.answers import Answer, Citation
from knowledge.articles import Article
from knowledge.library.library import Library

LONGEST_QUESTION = 1_000  # characters; what follows is not read
_KEY_LENGTH = 8
_SURROGATES = regex.compile(r"[\ud800-\udfff]")


class ButtonExpired(Exception):
    """A button names what is no longer there; ``str()`` is a sentence for the person who tapped it."""


class Conversation:
    """Answers what people say, each time from the library's current snapshot."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def reply_to(self, message: str, previous: str | None = None) -> Reply:
        """The reply to a message; ``previous`` is the topic of the answer that it replies to."""
        said = clean(message)
        if talk := small_talk(said):
            return Reply(rich(talk))
        snapshot = self._library.current
        question = standalone(said, previous, snapshot.languages)
        result = answer(question, snapshot, SHOWN + FURTHER)
        # What the question before was read as has been said with its own answer.
        result = replace(result, corrections=tuple(c for c in result.corrections if c.typed in said))
        reply = answer_reply(result) if isinstance(result, Answer) else no_answer_reply(result)
        return replace(reply, topic=said if question == said else previous)

    def start(self, name: str) -> Reply:
        """The first message in a private chat or a terminal, with questions to try."""
        snapshot = self._library.current
        return Reply(rich(wording.start(name, len(snapshot.articles), example_questions(snapshot))))

    def articles(self, page: str = "") -> Reply:
        """A page of the list of articles, the first when ``page`` is not a number."""
        return articles_reply(self._library.current, int(page) if _is_number(page) else 1)

    def article(self, number: str) -> Reply:
        """The article with a number of the list, as a person types it."""
        found = self.numbered(number)
        return article_reply(found) if found else Reply(rich(wording.ARTICLE_USAGE))

    def numbered(self, number: str) -> Article | None:
        """The article that the list shows under a number."""
        articles = self._library.current.articles
        return articles[int(number) - 1] if _is_number(number) and 0 < int(number) <= len(articles) else None

    def keyed(self, key: str) -> Article | None:
        """The article with a key, unless it has changed or gone."""
        snapshot = self._library.current
        position = snapshot.article_positions.get(key)
        return None if position is None else snapshot.articles[position]

    def press(self, data: str, question: str | None = None) -> Reply:
        """What a button shows; ``question`` is the one that the message with the button answered.

        Raises ButtonExpired for data that means nothing or names what has gone: data can be forged.
        """
        verb, _, rest = data.partition(":")
        if verb == "a" and _is_number(rest):
            return self.articles(rest)
        if verb == "v":
            found = self.keyed(rest)
            if found is None:
                raise ButtonExpired(wording.ARTICLE_GONE)
            return article_reply(found)
        if verb == "c":
            return self._context(rest)
        number, _, keys = rest.partition(":")
        if verb == "m" and _is_number(number):
            return self._more(int(number), keys, question)
        raise ButtonExpired(wording.BUTTON_UNKNOWN)

    def _context(self, key: str) -> Reply:
        snapshot = self._library.current
        position = snapshot.positions.get(key)
        if position is None:
            raise ButtonExpired(wording.PASSAGE_GONE)
        chosen = snapshot.passages[position]
        around = snapshot.passages[max(0, position - 1) : position + 2]
        return context_reply(tuple(p for p in around if p.article.id == chosen.article.id), chosen)

    def _more(self, first: int, keys: str, question: str | None) -> Reply:
        """The passages that a button names, quoted for the question again where it is known."""
        snapshot = self._library.current
        result = answer(clean(question), snapshot, SHOWN + FURTHER) if question else None
        known = {c.passage.key: c for c in result.citations} if isinstance(result, Answer) else {}
        citations: list[Citation] = []
        for start in range(0, len(keys), _KEY_LENGTH):
            key = keys[start : start + _KEY_LENGTH]
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
    """A message as a question: bounded, on one line, without halves of characters."""
    return " ".join(_SURROGATES.sub("\ufffd", message[:LONGEST_QUESTION]).split())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
