"""What people read with an answer, instead of one, and on the buttons below it."""

from collections.abc import Iterable

from bot.dialogue.wording.amounts import counted
from knowledge import Reason

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "Ask me a question in words, and I will look for it in the articles.",
    Reason.TOO_VAGUE: "Say a bit more: name a person, a place or a thing, and I will look for it in the articles.",
    Reason.NOTHING_FOUND: "The articles do not answer that.",
    Reason.NOT_COVERED: "The articles do not answer that.",
    Reason.QUOTED_BEFORE: "What I have quoted is the closest that the articles come to it.",
    Reason.FILTERED_OUT: "The filters of your question leave no article.",
}
UNSURE = "I am not sure that this answers it:"
CUT = "Your question is long: I read its first {longest:,} characters."
NEAREST = "The nearest headlines:"
# Where there are commands, what ends with COMMANDS goes on with them.
COMMANDS = ", or see /articles for the list."
GREETING = f"Hello! Ask me anything about the articles{COMMANDS}"
THANKS = "You are welcome."
AGREEMENT = f"All right. Ask me more whenever you like{COMMANDS}"
GOODBYE = "Goodbye!"
WELLBEING = "All well, thank you. Ask me about the articles."
JUST_ASK = "Just ask; /help says what else I can do."
ABOUT = f"I am a bot: I answer questions about the articles with their own words. {JUST_ASK}"
OUTSIDE = f"I only know what the articles say: no clock, no weather, no sums. Ask me about them{COMMANDS}"
NOTHING_BEFORE = "Ask me a question first: then I can show more of its article, and where the answer stands."
READ_WITH = "Read together with “{question}”."
LEFT_OUT = "I answered the first {answered} of your questions. Please ask the others again."
# Labels of buttons.
MORE = "More"
CONTEXT = "Context"
SOURCE = "Source"
COPY = "Copy quote"
SHARE = "Share"
READ_ON = "Read on"
PREVIOUS_PAGE = "« Back"
NEXT_PAGE = "Next »"
PASSAGE_GONE = (
    "That passage is no longer in the articles. Ask again, and I look for it in those that there are now."
)
ARTICLE_GONE = (
    "That article is no longer here: it was changed or taken out. /articles shows those that there are now."
)
SHOWN_BELOW = "That stands below already."
NOTHING_MORE = "There is nothing more to show."
BUTTON_UNKNOWN = "That button no longer works. Please ask again."
ARTICLE_HINT = "Tap a number, or write words of a headline: /article Sweden"
TEXT_ONLY = "I read questions written as text: type one, or write it below a picture or a file."
TOO_MANY = "That is a lot at once. Please wait a minute."
WAITS = "That is a lot at once: I answer what I have marked one after the other, as soon as I can."
WITHDRAWN = "The question that stood here was taken back."
NOT_FOR_YOU = "I answer in some chats only, and this is not one of them."
TYPE_A_QUESTION = "Write a question after my name."
NOTHING_TO_SHARE = "The articles do not answer that."
ANSWER = "Answer"
ASKED_LONG_AGO = "I was away when you asked that. Please ask again if you still want to know."
FAILED = "Something went wrong here, and it has been noted ({code}). Please try again later."


def without_commands(sentence: str) -> str:
    """A sentence as it is said where there are no commands."""
    return sentence.replace(COMMANDS, ".").replace(JUST_ASK, "Just ask.")


def closed_circle(number: int) -> str:
    """What somebody reads whom the bot does not answer; ``number`` is what an admin needs to let them in."""
    return f"I answer for a closed circle. Whoever runs me can let you in: your number is {number}."


def left_out(answered: int) -> str:
    """Says that a message held more questions than were answered."""
    return LEFT_OUT.format(answered=answered)


def read_with(question: str) -> str:
    """Says that a follow-up was read together with the question before it."""
    return READ_WITH.format(question=question)


def read_as(corrections: Iterable[tuple[str, str]]) -> str:
    """Says how the typos of a question were read; empty when it has none."""
    readings = [f"“{typed}” as “{read}”" for typed, read in corrections]
    return f"I read {', '.join(readings)}." if readings else ""


def cut(longest: int) -> str:
    """Says that only the beginning of a question was read; ``longest`` counts characters."""
    return CUT.format(longest=longest)


def paragraph(number: int, page: int | None) -> str:
    """Where in its article a quotation stands; ``page`` is that of a printed source."""
    return f"¶ {number}" if page is None else f"p. {page}, ¶ {number}"


def page_of_articles(articles: int, page: int, pages: int) -> str:
    """The first line of the list of articles."""
    count = counted(articles, "article")
    return f"{count}, page {page} of {pages}:" if pages > 1 else f"{count}:"
