"""A reply: what the bot says to one message, before it is sent to Telegram or drawn in a terminal."""

from dataclasses import dataclass

from bot.dialogue.buttons import Button
from bot.dialogue.rich_text import RichText, rich
from knowledge import Quotation


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to send, or to put in another one's place, with rows of buttons under it.

    ``question`` is the question that it answers, if it does. ``topic`` is the last question that stood on its own: a
    follow-up is read together with it. ``quotations`` is what it quotes, and then what was quoted before on the topic.
    ``unanswered`` are questions that were looked for and are not answered by it.
    """

    text: RichText
    buttons: tuple[tuple[Button, ...], ...] = ()
    question: str | None = None
    topic: str | None = None
    quotations: tuple[Quotation, ...] = ()
    unanswered: tuple[str, ...] = ()


def said(text: str) -> Reply:
    """A reply that is one plain text."""
    return Reply(rich(text))
