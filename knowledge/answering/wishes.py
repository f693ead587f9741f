"""What somebody may want with a sentence, and a sentence that is read so."""

from dataclasses import dataclass
from enum import Enum, auto


class Wish(Enum):
    """What somebody wants with a sentence."""

    QUESTION = auto()
    """An answer from the articles."""
    TOPIC = auto()
    """Whatever the articles say about something."""
    ARTICLE = auto()
    """One article, by its number in the list or by what it is about."""
    NEWEST = auto()
    """The list of articles."""
    MORE = auto()
    """More on what was just answered."""
    SOURCE = auto()
    """Where what was just answered stands."""
    CONTEXT = auto()
    """What stands around what was just quoted."""
    ABOUT_THE_BOT = auto()
    OUTSIDE = auto()
    """The time of day, the weather, a sum: nothing that articles tell."""
    WELLBEING = auto()
    GREETING = auto()
    THANKS = auto()
    GOODBYE = auto()
    AGREEMENT = auto()
    REMARK = auto()
    """A word about an answer, such as people say to each other: "no way"."""
    REASON = auto()
    """Why somebody asks: a sentence about themselves."""
    NOTHING = auto()
    """Words to the bot that ask for nothing."""


ASKING = frozenset({Wish.QUESTION, Wish.TOPIC, Wish.ARTICLE})
"""What is asked of the articles."""
REMARKS = frozenset({Wish.REMARK, Wish.GREETING, Wish.THANKS, Wish.AGREEMENT, Wish.WELLBEING, Wish.GOODBYE})
PASSING = frozenset({Wish.REMARK, Wish.AGREEMENT})
"""They matter less than what else is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: what is wanted with it, and as ``text`` what asks for it, without what is said to the bot.

    ``sentence`` is all of it. ``asks`` is whether it has the form of a question or a request. ``now`` has its words
    that ask for how things are now, such as "current". ``why`` is whether it asks for a reason, ``instead`` whether it
    puts something in the place of what the last question was about.
    """

    wish: Wish
    text: str
    sentence: str
    asks: bool = False
    now: tuple[str, ...] = ()
    why: bool = False
    instead: bool = False
