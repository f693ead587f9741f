"""What a chat can set for itself, and how it is told what is set."""

from bot.dialogue.wording.language import LANGUAGES, Sentence, say

CHOSEN = "✓ {label}"
AS_IN_TELEGRAM = Sentence("As in Telegram")
LANGUAGE_OF_EACH = Sentence("I speak each person's own language here: the one that their Telegram has.")
CHOOSE_LANGUAGE = Sentence("Choose what I speak in this chat:")
GROUP_ADMINS_ONLY = Sentence("Only admins of this group can set that.")
NOT_SET = Sentence("My memory cannot be changed just now, so nothing was set. Please try again later.")


def language_is(language: str | None) -> str:
    """What is spoken in a chat."""
    if language is None:
        return LANGUAGE_OF_EACH()
    return say("I speak {language} in this chat.", language=LANGUAGES[language])


def unknown_language(words: str) -> str:
    """That the bot does not speak something that was asked for."""
    return say("I do not speak “{words}”.", words=words)
