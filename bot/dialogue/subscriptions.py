"""Subscriptions as messages: the list of them, and the news. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.dialogue import wording
from bot.dialogue.buttons import Button, EndSubscription
from bot.dialogue.rendering import citation_text, citations_reply
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import RichText, bold, clipped, join, rich
from knowledge import Citation, citation_link

MOST_CITED = 5  # citations in one message
_LONGEST_LABEL = 40


def subscriptions_reply(named: Sequence[tuple[str, str]], note: str = "") -> Reply:
    """What a chat subscribed to, as names and words, with a button to end each; ``note`` stands above."""
    if not named:
        return said("\n\n".join(filter(None, [note, wording.subscribing.NONE()])))
    listed = "\n".join([wording.subscribing.LIST(), *(f"• {words}" for _, words in named)])
    buttons = tuple(
        (Button(wording.subscribing.END.format(label=clipped(words, _LONGEST_LABEL)), EndSubscription(name)),)
        for name, words in named
    )
    return Reply(rich("\n\n".join(filter(None, [note, listed]))), buttons)


class New(NamedTuple):
    """What is new for some words: the first citations, and how many there are in all."""

    words: str
    citations: Sequence[Citation]
    total: int


def news_reply(found: Sequence[New]) -> Reply:
    """What is new, by the words that were subscribed to. Citations that do not fit are counted."""
    room = MOST_CITED
    while True:
        text, shown = _told(found, room)
        if text.fits or room == 1:
            break
        room -= 1
    below = citations_reply(shown, (), None)
    return Reply(text, below.buttons, topic=found[0].words, quotations=below.quotations)


def _told(found: Sequence[New], room: int) -> tuple[RichText, tuple[Citation, ...]]:
    """The text with at most so many citations, and these."""
    parts: list[RichText] = [rich(wording.subscribing.NEWS())]
    shown: list[Citation] = []
    for each in found:
        own = each.citations[: max(0, room - len(shown))]
        if not own:
            continue
        numbered = [replace(citation, number=len(shown) + n) for n, citation in enumerate(own, 1)]
        shown += numbered
        parts.append(bold(each.words))
        parts += [citation_text(citation, citation_link(citation)) for citation in numbered]
    left = sum(each.total for each in found) - len(shown)
    if left:
        parts.append(rich(wording.amounts.and_more(left)))
    return join("\n\n", parts), tuple(shown)
