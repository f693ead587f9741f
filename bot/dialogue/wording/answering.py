"""What people read with an answer, instead of one, and on the buttons below it."""

from collections.abc import Iterable

from bot.dialogue.wording.language import Sentence, listed, number, say, say_counted
from knowledge import Reason

NO_ANSWER = {
    Reason.EMPTY_QUESTION: Sentence("Ask me a question in words, and I will look for it in the articles."),
    Reason.TOO_VAGUE: Sentence(
        "Say a bit more: name a person, a place or a thing, and I will look for it in the articles."
    ),
    Reason.NOTHING_FOUND: Sentence("The articles do not answer that."),
    Reason.NOT_COVERED: Sentence("The articles do not answer that."),
    Reason.QUOTED_BEFORE: Sentence("What I have quoted is the closest that the articles come to it."),
    Reason.FILTERED_OUT: Sentence("The filters of your question leave no article."),
}
UNSURE = Sentence("I am not sure that this answers it:")
NEAREST = Sentence("The nearest headlines:")
GREETING = Sentence("Hello! Ask me anything about the articles{see_list}")
THANKS = Sentence("You are welcome.")
AGREEMENT = Sentence("All right. Ask me more whenever you like{see_list}")
GOODBYE = Sentence("Goodbye!")
WELLBEING = Sentence("All well, thank you. Ask me about the articles.")
ABOUT = Sentence("I am a bot: I answer questions about the articles with their own words. {just_ask}")
OUTSIDE = Sentence(
    "I only know what the articles say: no clock, no weather, no sums. Ask me about them{see_list}"
)
NOTHING_BEFORE = Sentence(
    "Ask me a question first: then I can show more of its article, and where the answer stands."
)
# Labels of buttons.
MORE = Sentence("More")
CONTEXT = Sentence("Context")
SOURCE = Sentence("Source")
COPY = Sentence("Copy quote")
SHARE = Sentence("Share")
READ_ON = Sentence("Read on")
PREVIOUS_PAGE = Sentence("« Back")
NEXT_PAGE = Sentence("Next »")
PASSAGE_GONE = Sentence(
    "That passage is no longer in the articles. Ask again, and I look for it in those that there are now."
)
ARTICLE_GONE = Sentence(
    "That article is no longer here: it was changed or taken out. /articles shows those that there are now."
)
SHOWN_BELOW = Sentence("That stands below already.")
NOTHING_MORE = Sentence("There is nothing more to show.")
BUTTON_UNKNOWN = Sentence("That button no longer works. Please ask again.")
ARTICLE_HINT = Sentence("Tap a number, or write words of a headline: /article Sweden")
TEXT_ONLY = Sentence("I read questions written as text: type one, or write it below a picture or a file.")
TOO_MANY = Sentence("That is a lot at once. Please wait a minute.")
WAITS = Sentence("That is a lot at once: I answer what I have marked one after the other, as soon as I can.")
WITHDRAWN = Sentence("The question that stood here was taken back.")
NOT_FOR_YOU = Sentence("I answer in some chats only, and this is not one of them.")
TYPE_A_QUESTION = Sentence("Write a question after my name.")
NOTHING_TO_SHARE = Sentence("The articles do not answer that.")
ANSWER = Sentence("Answer")
ASKED_LONG_AGO = Sentence("I was away when you asked that. Please ask again if you still want to know.")
CANNOT_LOOK_UP = Sentence(
    "I cannot look that up just now. I have kept your question, and answer it as soon as I can."
)
CANNOT_LOOK = Sentence("I cannot look that up just now. Please try again in a minute.")
FAILED = Sentence("Something went wrong here, and it has been noted ({code}). Please try again later.")


def closed_circle(number: int) -> str:
    """What somebody reads whom the bot does not answer; ``number`` is what an admin needs to let them in."""
    return say(
        "I answer for a closed circle. Whoever runs me can let you in: your number is {number}.",
        number=str(number),
    )


def may_not_write(username: str) -> str:
    """What an alert says in a group in which the bot may not write."""
    return say("I may not write here. I can in our private chat: @{username}", username=username)


def left_undone(mark: str) -> str:
    """Says that somebody does too much at once; ``mark`` stands at what is not done."""
    return say(
        "That is a lot at once: please wait a minute. What I mark with {mark} is not done; send it again then.",
        mark=mark,
    )


def with_commands(sentence: Sentence, *, commands: bool) -> str:
    """A sentence that goes on with commands, as it is said where there are some or none."""
    return sentence(
        see_list=say(", or see /articles for the list.") if commands else ".",
        just_ask=say("Just ask; /help says what else I can do.") if commands else say("Just ask."),
    )


def left_out(answered: int) -> str:
    """Says that a message held more questions than were answered."""
    return say(
        "I answered the first {answered} of your questions. Please ask the others again.", answered=answered
    )


def read_with(question: str) -> str:
    """Says that a follow-up was read together with the question before it."""
    return say("Read together with “{question}”.", question=question)


def read_as(corrections: Iterable[tuple[str, str]]) -> str:
    """Says how the typos of a question were read; empty when it has none."""
    readings = [say("“{typed}” as “{read}”", typed=typed, read=read) for typed, read in corrections]
    return say("I read {readings}.", readings=listed(readings)) if readings else ""


def cut(longest: int) -> str:
    """Says that only the beginning of a question was read; ``longest`` counts characters."""
    return say("Your question is long: I read its first {longest} characters.", longest=longest)


def paragraph(number: int, page: int | None) -> str:
    """Where in its article a quotation stands; ``page`` is that of a printed source."""
    if page is None:
        return say("¶ {paragraph}", paragraph=number)
    return say("p. {page}, ¶ {paragraph}", page=page, paragraph=number)


def paragraphs(first: int, last: int) -> str:
    """Where in its article several paragraphs stand."""
    return say("¶ {first}–{last}", first=first, last=last) if first != last else paragraph(first, None)


def numbered(label: str, citation: int) -> str:
    """The label of a button for one of several citations."""
    return f"{label} {number(citation)}"


def page_of_articles(articles: int, page: int, pages: int) -> str:
    """The first line of the list of articles."""
    if pages == 1:
        return say_counted("{count} article:", "{count} articles:", articles)
    return say_counted(
        "{count} article, page {page} of {pages}:",
        "{count} articles, page {page} of {pages}:",
        articles,
        page=page,
        pages=pages,
    )
