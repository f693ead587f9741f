"""Every sentence that the bot says in a chat or in the terminal's conversation, by who reads it.

The articles' words never come from here. A function makes a sentence that depends on something; everything else is a
constant, so that a translation has one place to start from.
"""

from bot.dialogue.wording import (
    administering,
    alarming,
    amounts,
    answering,
    choosing,
    finding,
    guiding,
    learning,
    measuring,
    offering,
    spoken,
    subscribing,
)

__all__ = [
    "administering",
    "alarming",
    "amounts",
    "answering",
    "choosing",
    "finding",
    "guiding",
    "learning",
    "measuring",
    "offering",
    "spoken",
    "subscribing",
]
