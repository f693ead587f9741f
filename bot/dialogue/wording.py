"""Every sentence that the bot says of itself. The articles' words never come from here."""

from collections.abc import Iterable

from knowledge.answers import Reason

NO_ANSWER = {
    Reason.EMPTY_QUESTION: "Ask me a question in words, and I will look for it in the articles.",
    Reason.TOO_VAGUE: "Say a bit more: name a person, a place or a thing, and I will look for it in the articles.",
    Reason.NOTHING_FOUND: "The articles do not answer that.",
    Reason.NOT_COVERED: "The articles do not answer that.",
}
UNSURE = "I am not sure that this answers it:"
NEAREST = "The nearest headlines:"
GREETING = "Hello! Ask me anything about the articles, or see /articles for the list."
THANKS = "You are welcome."
GOODBYE = "Goodbye!"
WELLBEING = "All well, thank you. Ask me about the articles."

ABOUT = "I answer questions about the articles with their own words. Just ask; /help says what else I can do."

MORE = "More"
CONTEXT = "Context"
SOURCE = "Source"
PREVIOUS_PAGE = "« Back"
NEXT_PAGE = "Next »"

PASSAGE_GONE = "That passage is no longer in the articles."
ARTICLE_GONE = "That article is no longer here."
NOTHING_MORE = "There is nothing more to show."
BUTTON_UNKNOWN = "That button no longer works. Please ask again."

ASK_USAGE = (
    "Write your question after the command: /ask When was the pact signed?\nOr reply with /ask to a message."
)
ARTICLE_USAGE = "Write the number of an article after the command, as /articles shows it: /article 1"
TEXT_ONLY = "I read questions written as text."
UNKNOWN_COMMAND = "I do not know that command. /help lists those that I do."
TOO_MANY = "That is a lot of questions at once. Please wait a minute."
FAILED = "Something went wrong here, and it has been noted ({code}). Please try again later."

ADMINS_ONLY = "That is for the bot's admins."
TOO_LATE = "That was sent a while ago, so I left it alone. Please send it again if you still mean it."
NO_ADDITIONS = "This knowledge base takes no documents over the chat."


def read_as(corrections: Iterable[tuple[str, str]]) -> str:
    """What the typos of a question were read as; empty when it has none."""
    readings = [f"“{typed}” as “{read}”" for typed, read in corrections]
    return f"I read {', '.join(readings)}." if readings else ""


def start(name: str, articles: int, examples: tuple[str, ...]) -> str:
    """The first thing that a person reads in a private chat."""
    lines = [
        (
            f"I am {name}. I answer questions about {counted(articles, 'article')} with the articles' own words, "
            "quoted and cited. Where they do not answer, I say so."
        ),
    ]
    if examples:
        lines += ["", "Try one of these:", *(f"• {example}" for example in examples)]
    return "\n".join([*lines, "", "/help says what else I can do."])


def help_private(*, is_admin: bool, privacy_mode: str | None) -> str:
    lines = [
        (
            "Write a question, and I reply with the passages that answer it, word for word, with headline, "
            "publisher, date and paragraph. I write nothing about the world myself."
        ),
        "",
        (
            "Reply to an answer to ask on from it. Context shows the paragraphs around a quotation, More the next "
            "quotations, Source opens the page."
        ),
        "",
        "/articles – the list of articles",
        "/article N – one article: headline, facts, first lines",
        "/privacy – what I keep about you",
        "/help – this text",
        "",
        "In a group: /ask and your question, or /ask as a reply to a message.",
    ]
    if is_admin:
        lines += [
            "",
            "For admins:",
            "/status – what is loaded, and since when",
            "/reload – read the articles again",
            "/remove N – take article N out",
            "/undo – take the last addition or removal back",
            "Send a .txt, .md, .html, .json or .jsonl document to add or replace an article.",
        ]
    if privacy_mode:
        lines += ["", privacy_mode]
    return "\n".join(lines)


def help_group(username: str, privacy_mode: str) -> str:
    return "\n".join(
        [
            "Ask about the articles, and I reply with their own words:",
            "/ask question – an answer to the question",
            "/ask as a reply to a message – an answer to that message",
            "A reply to one of my answers asks on from it.",
            f"With other bots here, write /ask@{username}.",
            "",
            privacy_mode,
        ]
    )


def privacy_mode(username: str, *, reads_all: bool) -> str:
    """What Telegram delivers to the bot in groups, from ``get_me().can_read_all_group_messages``."""
    if reads_all:
        return (
            f"Privacy mode is off: Telegram shows me every message in a group. I answer /ask, replies to my messages "
            f"and mentions of @{username}, and leave everything else alone, unread and unkept."
        )
    return (
        "Privacy mode is on: in a group Telegram shows me only commands and replies to my messages. "
        f"Use /ask; a plain mention of @{username} does not reach me."
    )


def greeting_group(username: str, privacy: str) -> str:
    return f"Hello! Ask me about the articles with /ask and your question.\n\n{privacy}\n\n/help@{username} says more."


PRIVACY = "\n".join(
    [
        "What I keep about you: nothing on disk.",
        "",
        (
            "Your question is read to find passages and to answer it. To make a reply to my answer work, and the More "
            "button, the last questions stay in memory for a while, until newer ones replace them or I am restarted. "
            "The log holds no questions and no names unless it is set to DEBUG."
        ),
        "",
        (
            "What admins send as documents becomes part of the articles; with it I note the admin's numeric id and the "
            "time. I show no article text to any other service: there is none behind me."
        ),
    ]
)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles", "1,200 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
