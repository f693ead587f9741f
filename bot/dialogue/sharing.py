"""A quotation that leaves the chat: copied with its reference, or sent into another chat as a message of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import deep_links, wording
from bot.dialogue.buttons import Button
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import clipped, utf16_length
from knowledge import Citation, Excerpt, Passage, Quotation, Span
from knowledge.answering.excerpts import excerpt
from knowledge.answers import GAP

LONGEST_COPY = 256  # UTF-16 units, the strictest reading of Telegram's limit
# Characters in a reference. Even where each is two units, they leave room for some of the quotation.
_LONGEST_TITLE = 60
_LONGEST_SOURCE = 30
_LONGEST_DESCRIPTION = 200  # characters; a client shows two lines


@dataclass(frozen=True, slots=True)
class Shared:
    """A message to choose from a list: what the list shows of it, and the message itself. ``key`` names it there."""

    key: str
    title: str
    description: str
    reply: Reply


def cited(passage: Passage, number: int, quotations: Sequence[Quotation] = ()) -> Citation:
    """A passage as a citation: with the words that were quoted of it, where these are known."""
    spans = (Span(each.start, each.end) for each in quotations if each.passage == passage.key)
    first, last = passage.paragraphs[0][0], passage.paragraphs[-1][1]
    span = next((each for each in spans if first <= each.start < each.end <= last), None)
    chosen = Excerpt((span,), ()) if span is not None else excerpt(passage, {})
    return Citation(number, passage, chosen, score=0.0, confidence=0.0)


def sharing_buttons(citation: Citation) -> tuple[Button, Button]:
    """*Copy quote* and *Share*."""
    return (
        Button(wording.answering.COPY(), copy=copied(citation)),
        Button(wording.answering.SHARE(), share=deep_links.to_quotation(Quotation.of(citation))),
    )


def copied(citation: Citation) -> str:
    """A quotation and where it stands, as plain text. One that is too long is given by its best sentence, or cut."""
    article = citation.article
    day = wording.amounts.day(article.published) if article.published else ""
    facts = (clipped(article.title, _LONGEST_TITLE), clipped(article.source or "", _LONGEST_SOURCE), day)
    reference = ", ".join(
        filter(None, (*facts, wording.answering.paragraph(citation.paragraph, citation.page)))
    )
    best = article.body[citation.best.start : citation.best.end]
    for quotation in (citation.text, best):
        text = _quoted(quotation, reference)
        if utf16_length(text) <= LONGEST_COPY:
            with_address = f"{text}, {article.url}"
            fits = article.url is not None and utf16_length(with_address) <= LONGEST_COPY
            return with_address if fits else text
    room = (LONGEST_COPY - utf16_length(_quoted(GAP, reference))) // 2  # a code point has two units at most
    return _quoted(clipped(best, max(room, 2)).removesuffix("…") + GAP.rstrip(), reference)


def _quoted(quotation: str, reference: str) -> str:
    return f"“{' '.join(quotation.split())}” – {reference}"


def shared(citation: Citation, reply: Reply) -> Shared:
    """A citation as one of a list; ``reply`` is its message."""
    description = clipped(" ".join(citation.text.split()), _LONGEST_DESCRIPTION)
    return Shared(
        citation.passage.key, clipped(citation.article.title, _LONGEST_DESCRIPTION), description, reply
    )
