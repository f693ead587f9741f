"""A quotation that leaves the chat: copied with its reference, or sent into another chat as a message of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue import deep_links, wording
from bot.dialogue.buttons import Button
from bot.dialogue.reply import Reply
from bot.dialogue.rich_text import clipped, utf16_length
from knowledge import Citation, Excerpt, NoAnswer, Passage, Quotation, Reason, Span
from knowledge.answering.excerpts import excerpt
from knowledge.answering.filters import filters_in
from knowledge.answers import GAP, Unmet

LONGEST_COPY = 256  # UTF-16 units, the strictest reading of Telegram's limit
LONGEST_HINT = 64  # UTF-16 units of the button above a list to choose from
_SHORTER = (40, 20, 10, 5)  # characters of filters in a hint
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


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody may choose from; ``hint`` says why when there is nothing."""

    found: tuple[Shared, ...] = ()
    hint: str = ""


def nothing_hint(no_answer: NoAnswer) -> str:
    """Why there is nothing to choose from, in a few words: the filter that leaves nothing, where it is one."""
    if no_answer.unmet is not None:
        return unmet_hint(no_answer.unmet)
    _, filters = filters_in(no_answer.question)
    if filters and no_answer.reason in {Reason.NOTHING_FOUND, Reason.NOT_COVERED}:
        return _that_fits(wording.finding.within(clipped(str(filters), longest)) for longest in _SHORTER)
    return wording.answering.NOTHING_TO_SHARE()


def unmet_hint(unmet: Unmet) -> str:
    """Which filter leaves nothing, in a few words."""
    briefly = [wording.finding.left_out_briefly(unmet, longest) for longest in _SHORTER]
    return _that_fits([wording.finding.left_out(unmet), *briefly])


def _that_fits(hints: Iterable[str]) -> str:
    return next(
        (each for each in hints if utf16_length(each) <= LONGEST_HINT), wording.answering.NOTHING_TO_SHARE()
    )


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
