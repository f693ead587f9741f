"""Subscriptions: what a chat is told of unasked."""

from bot.dialogue.wording.language import Sentence, say, say_counted

USAGE = Sentence(
    "Write words after the command: /subscribe bridge over the Arle\n"
    "When articles about them are added, I tell this chat, at most once an hour. "
    "In quotation marks they are looked for exactly as they stand."
)
SAYS_TOO_LITTLE = Sentence("These words say too little to look for. Name what the articles should be about.")
NONE = Sentence("This chat has no subscriptions. /subscribe and some words make one.")
LIST = Sentence("When articles about these are added, I tell this chat. A button ends one:")
NEWS = Sentence("New in the articles:")
PRIVACY = Sentence(
    "What a chat subscribed to: the words, the chat's id as it is, because I write there by myself, its topic and its "
    "language, until the subscription is ended. /forget ends those of our private chat and yours in groups. All of a "
    "chat's go when I am removed from there."
)
END = "✕ {label}"


def subscribed(words: str) -> str:
    """That a chat is told of new articles from now on."""
    return say(
        "When articles about “{words}” are added, I tell this chat, at most once an hour. "
        "/subscriptions lists what it is told of.",
        words=words,
    )


def too_many(most: int) -> str:
    """That a chat has as many subscriptions as it may."""
    return say_counted(
        "This chat has {count} subscription already. /subscriptions ends one.",
        "This chat has {count} subscriptions already. /subscriptions ends one.",
        most,
    )


def too_long(most: int) -> str:
    """That there are too many words."""
    return say_counted("At most {count} character, please.", "At most {count} characters, please.", most)
