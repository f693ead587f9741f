"""What a chat can set for itself, and how it is told what is set."""

from bot.dialogue.wording.language import LANGUAGES, Sentence, say

CHOSEN = "✓ {label}"
AS_IN_TELEGRAM = Sentence("As in Telegram")
LANGUAGE_OF_EACH = Sentence("I speak each person's own language here: the one that their Telegram has.")
CHOOSE_LANGUAGE = Sentence("Choose what I speak in this chat:")
GROUP_ADMINS_ONLY = Sentence("Only admins of this group can set that.")
ALL_SETTINGS = Sentence("All settings")
LANGUAGE = Sentence("Language")
SET_HERE = Sentence("What is set in this chat:")
EACH_PERSONS_LANGUAGE = Sentence("Language: each person's own")
USUAL_NUMBER = Sentence("Quotations in an answer: as many as usual")
NO_QUIET_HOURS = Sentence("Quiet hours: none")
QUIET_IN_GROUP = Sentence("In quiet hours I answer only /ask here, and send no news.")
QUIET_IN_PRIVATE = Sentence("In quiet hours I send no news.")
REPLIES_ANSWERED = Sentence("Replies to me and mentions: answered")
ONLY_ASK_ANSWERED = Sentence("Replies to me and mentions: left alone, only /ask is answered")
VOTES_SHOWN = Sentence("The buttons 👍 and 👎: shown")
VOTES_HIDDEN = Sentence("The buttons 👍 and 👎: not shown")
AS_USUAL = Sentence("As usual")
ANSWER_REPLIES = Sentence("Answer replies")
ANSWER_ONLY_ASK = Sentence("Answer only /ask")
SHOW_VOTES = Sentence("Show 👍 👎")
HIDE_VOTES = Sentence("Hide 👍 👎")
END_QUIET_HOURS = Sentence("End quiet hours")
QUIET_USAGE = Sentence(
    "Write the first quiet hour and the one in which they end, UTC: /settings quiet 22-7\n"
    "/settings quiet off ends them."
)
PRIVACY = Sentence(
    "What a chat has set (its language, how much I quote, quiet hours, what I answer) stays until it is set anew, "
    "beside a code that only I can connect with the chat. /forget erases it for our private chat; a group's goes when "
    "I am removed from there."
)
NOT_SET = Sentence("My memory cannot be changed just now, so nothing was set. Please try again later.")


def language_is(language: str | None) -> str:
    """What is spoken in a chat."""
    if language is None:
        return LANGUAGE_OF_EACH()
    return say("I speak {language} in this chat.", language=LANGUAGES[language])


def unknown_language(words: str) -> str:
    """That the bot does not speak something that was asked for."""
    return say("I do not speak “{words}”.", words=words)


def named_language(language: str) -> str:
    """A line that tells what is spoken in a chat."""
    return say("Language: {language}", language=LANGUAGES[language])


def number_of_quotations(number: int) -> str:
    """A line that tells how many citations an answer has."""
    return say("Quotations in an answer: {number}", number=number)


def quiet_hours(begin: int, end: int) -> str:
    """A line that tells when it is quiet."""
    return say("Quiet hours: from {begin} to {end} o'clock, UTC", begin=begin, end=end)


def quiet_button(begin: int, end: int) -> str:
    """The label of a button that makes these hours quiet."""
    return say("Quiet {begin}–{end} (UTC)", begin=begin, end=end)
