"""What people say to a bot beside what they ask of the articles: the tables of one language, as phrases."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass

import regex

_INNERMOST = regex.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Phrases in lower case, separated by "|". Each alternative of a group "(a/b/)" makes one, and groups may nest.

    Where they are looked up, accents, apostrophes and marks do not count.

    Those of the first group are whole sentences. Those of the second stand around what is asked.
    """

    greetings: str = ""
    """They can stand before a question too."""
    thanks: str = ""
    """They can stand before or after a question too."""
    praise: str = ""
    """What thanks with other words, such as "great answer". It can stand before a question too, and not after one."""
    goodbyes: str = ""
    wellbeing: str = ""
    """Questions for how the bot is."""
    agreement: str = ""
    """Signs that a reply was read, such as "ok". They can stand before a question too."""
    remarks: str = ""
    """What people say about an answer, to each other rather than to the bot: "no way". They can stand before a question
    too. A phrase that is among ``sources`` as well, such as "true", asks for them when it has a question mark."""
    about_the_bot: str = ""
    """Questions about the bot itself, and for help."""
    clock: str = ""
    """Beginnings of questions for what no article can tell: the time of day, today's date, the weather."""
    newest: str = ""
    """Requests for the news, or for the list of articles."""
    more: str = ""
    """Requests for more on what was just answered."""
    sources: str = ""
    """Questions for where the answer comes from."""
    context: str = ""
    """Requests for what stands around what was just quoted."""

    address: str = ""
    """What the bot is called."""
    before: str = ""
    """What is said to the bot before a question: "can you", "I would like to know"."""
    after: str = ""
    """What is said to it after a question: "please"."""
    topic: str = ""
    """What stands before a topic that somebody wants to read about: "news about", "anything on"."""
    instead: str = ""
    """What stands before something that takes the place of what the last question was about: "what about"."""
    topic_after: str = ""
    """What stands after such a topic: "news"."""
    article: str = ""
    """What stands before the topic, or the number, of an article that somebody wants to see."""

    asks: str = ""
    """Question words."""
    asks_first: str = ""
    """Other words that make a sentence a question when they begin it."""
    oneself: str = ""
    """Words with which people speak of themselves: a sentence with one tells the bot why they ask."""
    now: str = ""
    """Words that ask for how things are now: the newer article is the better one."""
    causes: str = ""
    """Words in which a text gives a reason."""
    asks_why: str = ""
    """Question words for a reason."""
    sums: str = ""
    """Words of sums, such as "plus"."""

    def __bool__(self) -> bool:
        """Whether the language has any phrase."""
        return any(astuple(self))


def phrases(text: str) -> Iterator[str]:
    """The phrases of a table."""
    return (
        " ".join(each.split()) for phrase in text.split("|") for each in _expanded(phrase) if each.strip()
    )


def _expanded(phrase: str) -> Iterator[str]:
    group = _INNERMOST.search(phrase)
    if group is None:
        yield phrase
        return
    for alternative in group.group(1).split("/"):
        yield from _expanded(phrase[: group.start()] + alternative + phrase[group.end() :])
