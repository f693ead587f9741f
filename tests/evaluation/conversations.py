"""Conversations over the bundled articles: what people say beside questions, and what they say after an answer.

Half of the rows of ``conversations.jsonl`` were looked at while the dialogue was made, and the other half was kept.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dialogue import wording
from bot.dialogue.buttons import ShowArticle
from bot.dialogue.conversation import Conversation
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import Style
from knowledge import Earlier, Library, Snapshot

CONVERSATIONS = Path(__file__).with_name("conversations.jsonl")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one conversation went. ``repeated`` is whether a quotation was given twice."""

    id: str
    half: str
    is_right: bool
    repeated: bool
    reply: str


def converse(library: Library) -> list[Outcome]:
    """Every conversation, each step said within minutes of the one before."""
    rows = [json.loads(line) for line in CONVERSATIONS.read_text(encoding="utf-8").splitlines()]
    return [_converse(row, library) for row in rows]


def _converse(row: dict[str, Any], library: Library) -> Outcome:
    conversation = Conversation(library)
    earlier: Earlier | None = None
    quoted: set[str] = set()
    repeated = False
    for step in row["steps"]:
        reply = conversation.reply_to(step, earlier)
        new = _quoted(reply)
        repeated = repeated or not quoted.isdisjoint(new)
        quoted |= new
        earlier = Earlier(reply.topic, reply.quotations) if reply.topic else earlier
    is_right = all(_CHECKS[name](reply, wanted, library.current) for name, wanted in row["expect"].items())
    return Outcome(row["id"], row["half"], is_right, repeated, reply.text.text)


def _quoted(reply: Reply) -> set[str]:
    """The quotations of an answer; an article's card is none."""
    if reply.question is None:
        return set()
    marks = [mark for mark in reply.text.marks if mark.style in {Style.QUOTE, Style.LONG_QUOTE}]
    return {reply.text.text[mark.start : mark.end] for mark in marks}


def _first(reply: Reply, snapshot: Snapshot) -> tuple[str, int] | None:
    """The article and the paragraph that a reply quotes first."""
    if reply.question is None or not reply.quotations:
        return None
    position = snapshot.positions.get(reply.quotations[0].passage)
    assert position is not None
    passage = snapshot.passages[position]
    return passage.article.id, passage.paragraph_at(reply.quotations[0].start)


def _is_from(reply: Reply, article: str, snapshot: Snapshot) -> bool:
    first = _first(reply, snapshot)
    return first is not None and first[0] == article


def _is_in(reply: Reply, paragraph: int, snapshot: Snapshot) -> bool:
    first = _first(reply, snapshot)
    return first is not None and first[1] == paragraph


def _says(reply: Reply, name: str, _: Snapshot) -> bool:
    sentence = getattr(wording.answering, name)
    return reply.text.text == wording.answering.with_commands(sentence, commands=True)


def _contains(reply: Reply, parts: list[str], _: Snapshot) -> bool:
    return all(part in reply.text.text for part in parts)


def _lists(reply: Reply, _wanted: bool, snapshot: Snapshot) -> bool:
    newest = max(
        (article for article in snapshot.articles if article.published), key=lambda each: str(each.published)
    )
    return newest.title in reply.text.text.splitlines()[1]


def _shows(reply: Reply, article: str, snapshot: Snapshot) -> bool:
    title = next(each.title for each in snapshot.articles if each.id == article)
    return reply.question is None and reply.text.text.startswith(title)


def _refuses(reply: Reply, _wanted: bool, _: Snapshot) -> bool:
    return reply.question is None and not reply.quotations


def _offers(reply: Reply, article: str, snapshot: Snapshot) -> bool:
    """It answers from an article, shows it, or has a button for it."""
    key = next(each.key for each in snapshot.articles if each.id == article)
    offered = any(button.action == ShowArticle(key) for row in reply.buttons for button in row)
    return offered or _is_from(reply, article, snapshot) or _shows(reply, article, snapshot)


_CHECKS: dict[str, Callable[[Reply, Any, Snapshot], bool]] = {
    "article": _is_from,
    "paragraph": _is_in,
    "says": _says,
    "contains": _contains,
    "list": _lists,
    "card": _shows,
    "refused": _refuses,
    "offers": _offers,
}
