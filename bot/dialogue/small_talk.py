"""What is said to the bot and asks nothing of the articles gets one sentence instead of a search."""

from collections.abc import Collection

from bot.dialogue import wording
from knowledge import Wish

# The first of them that a message has is what it is answered with: a greeting matters less than what follows it.
_REPLIES = {
    Wish.ABOUT_THE_BOT: wording.answering.ABOUT,
    Wish.OUTSIDE: wording.answering.OUTSIDE,
    Wish.WELLBEING: wording.answering.WELLBEING,
    Wish.THANKS: wording.answering.THANKS,
    Wish.GOODBYE: wording.answering.GOODBYE,
    Wish.GREETING: wording.answering.GREETING,
    Wish.AGREEMENT: wording.answering.AGREEMENT,
    Wish.REMARK: wording.answering.AGREEMENT,
}


def small_talk(wishes: Collection[Wish], *, commands: bool) -> str | None:
    """The reply to a message that has these wishes, and asks nothing of the articles; None when there is none.

    ``commands`` is whether there are any.
    """
    sentence = next((sentence for wish, sentence in _REPLIES.items() if wish in wishes), None)
    return None if sentence is None else wording.answering.with_commands(sentence, commands=commands)
