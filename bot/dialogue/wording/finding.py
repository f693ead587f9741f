"""What people read when they look for articles, and when filters of a question leave nothing."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.wording.amounts import counted, day
from knowledge.answers import Unmet

HOW_TO_WRITE_DATES = "Write a date as 2023-01-31, 2023-01 or 2023."
ONLY_LEFT_OUT = "Say what to look for, too: -word only leaves out passages with the word."
SEVERAL = "Which of these do you mean?"
NO_HEADLINE = "No headline has these words."
NEAREST = "The nearest headlines:"
NO_DATES = "The articles that answer this have no dates."
ARTICLE_USAGE = (
    "Write the number of an article after the command, as /articles shows it, or words of its headline: "
    "/article 1, /article Sweden"
)
QUOTE_USAGE = "Write the numbers of an article and of a paragraph after the command: /quote 1 5"
BRIEF_USAGE = "Write the number of an article, or words of its headline, after the command: /brief 1"
TIMELINE_USAGE = "Write after the command what you want to see over time: /timeline Iran"
IN_BRIEF = "In brief, in its own words:"
NOTHING_TO_COPY = "There is no quotation to copy yet."
# Labels of buttons.
READ = "Read"


def no_such_article(number: str, articles: int) -> str:
    """Says that a number is none of the list's."""
    if articles == 1:
        return f"There is no article {number}: there is only /article_1."
    return f"There is no article {number}: there are {articles:,}, from /article_1 to /article_{articles}."


def no_such_paragraph(article: int, number: int, paragraphs: int) -> str:
    """Says that an article has no paragraph with a number."""
    return f"Article {article} has no paragraph {number}: it has {counted(paragraphs, 'paragraph')}."


def found(articles: int, page: int, pages: int) -> str:
    """The first line of a list of found articles."""
    count = f"{counted(articles, 'article')} found"
    return f"{count}, page {page} of {pages}:" if pages > 1 else f"{count}:"


def page_of_text(page: int, pages: int) -> str:
    """Which page of an article's text is shown."""
    return f"page {page} of {pages}"


def which_quotation(command: str, numbers: Sequence[int]) -> str:
    """Asks which quotation is meant by a command."""
    if len(numbers) == 1:
        return f"There is one quotation: {command} {numbers[0]}"
    return f"Which quotation? {', '.join(f'{command} {number}' for number in numbers)}"


def copied(number: int) -> str:
    """Says that a quotation was handed to the terminal, which may not take it."""
    return f"Copied quotation {number}, if your terminal lets programs copy."


def within(filters: str) -> str:
    """Says that the articles that filters leave do not answer."""
    return f"Within {filters} the articles do not answer that."


def left_out(unmet: Unmet) -> str:
    """Says which filter leaves nothing, or how to write a date."""
    value = unmet.value
    match unmet.kind:
        case "source":
            return f"No article of “{value}” is here."
        case "before":
            return f"before:{value} leaves no article: none is from before {_day(value)}."
        case "after":
            return f"after:{value} leaves no article: none is from {_day(value)} or later."
        case "in":
            return f"in:{value} leaves no article: there {_are(unmet.articles)}, numbered from 1."
        case "phrase":
            return f"No passage here has “{value}” word for word."
        case "without":
            return f"-{value} leaves no passage: all of them have the word."
        case "wrong":
            return f"I cannot read the date in {value}. {HOW_TO_WRITE_DATES}"
    return f"{value} together leave no article."


def _day(value: str) -> str:
    return day(date.fromisoformat(value))


def _are(articles: int) -> str:
    return f"{'is' if articles == 1 else 'are'} {counted(articles, 'article')}"
