"""The buttons that rate an answer. Pure."""

from dataclasses import replace

from bot.dialogue import wording
from bot.dialogue.buttons import Button, Rate
from bot.dialogue.reply import Reply

VOTING = (Button(wording.learning.GOOD, Rate("good")), Button(wording.learning.BAD, Rate("bad")))


def asking_why() -> tuple[Button, ...]:
    """The buttons that ask what was wrong with an answer."""
    return (
        VOTING[0],
        Button(wording.learning.WRONG_PASSAGE(), Rate("wrong")),
        Button(wording.learning.NOT_IN_ARTICLES(), Rate("missing")),
    )


def with_votes(reply: Reply) -> Reply:
    """A reply that answers a question, with the buttons to rate it below the others; any other reply as it is."""
    return replace(reply, buttons=(*reply.buttons, VOTING)) if reply.question is not None else reply
