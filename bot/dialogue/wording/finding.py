"""What people read when they look for articles, and when filters of a question leave nothing."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.wording.language import Sentence, day, listed, say, say_counted
from knowledge.answers import Unmet

HOW_TO_WRITE_DATES = Sentence("Write a date as 2023-01-31, 2023-01 or 2023.")
ONLY_LEFT_OUT = Sentence("Say what to look for, too: -word only leaves out passages with the word.")
SEVERAL = Sentence("Which of these do you mean?")
NO_HEADLINE = Sentence("No headline has these words.")
NEAREST = Sentence("The nearest headlines:")
NO_DATES = Sentence("The articles that answer this have no dates.")
ARTICLE_USAGE = Sentence(
    "Write the number of an article after the command, as /articles shows it, or words of its headline: "
    "/article 1, /article Sweden"
)
QUOTE_USAGE = Sentence("Write the numbers of an article and of a paragraph after the command: /quote 1 5")
BRIEF_USAGE = Sentence(
    "Write the number of an article, or words of its headline, after the command: /brief 1"
)
TIMELINE_USAGE = Sentence("Write after the command what you want to see over time: /timeline Iran")
IN_BRIEF = Sentence("In brief, in its own words:")
NOTHING_TO_COPY = Sentence("There is no quotation to copy yet.")
# Labels of buttons.
READ = Sentence("Read")


def no_such_article(asked: str, articles: int) -> str:
    """Says that a number is none of the list's."""
    return say_counted(
        "There is no article {asked}: there is only /article_1.",
        "There is no article {asked}: there are {count}, from /article_1 to /article_{last}.",
        articles,
        asked=asked,
        last=str(articles),
    )


def no_such_paragraph(article: int, number: int, paragraphs: int) -> str:
    """Says that an article has no paragraph with a number."""
    return say_counted(
        "Article {article} has no paragraph {number}: it has {count} paragraph.",
        "Article {article} has no paragraph {number}: it has {count} paragraphs.",
        paragraphs,
        article=article,
        number=number,
    )


def found(articles: int, page: int, pages: int) -> str:
    """The first line of a list of found articles."""
    if pages == 1:
        return say_counted("{count} article found:", "{count} articles found:", articles)
    return say_counted(
        "{count} article found, page {page} of {pages}:",
        "{count} articles found, page {page} of {pages}:",
        articles,
        page=page,
        pages=pages,
    )


def page_of_text(page: int, pages: int) -> str:
    """Which page of an article's text is shown."""
    return say("page {page} of {pages}", page=page, pages=pages)


def which_quotation(command: str, numbers: Sequence[int]) -> str:
    """Asks which quotation is meant by a command."""
    if len(numbers) == 1:
        return say("There is one quotation: {command}", command=f"{command} {numbers[0]}")
    commands = listed(f"{command} {each}" for each in numbers)
    return say("Which quotation? {commands}", commands=commands)


def copied(number: int) -> str:
    """Says that a quotation was handed to the terminal, which may not take it."""
    return say("Copied quotation {number}, if your terminal lets programs copy.", number=number)


def within(filters: str) -> str:
    """Says that the articles that filters leave do not answer."""
    return say("Within {filters} the articles do not answer that.", filters=filters)


def left_out(unmet: Unmet) -> str:
    """Says which filter leaves nothing, or how to write a date."""
    value = unmet.value
    match unmet.kind:
        case "source":
            return say("No article of “{source}” is here.", source=value)
        case "before":
            return say(
                "{filter} leaves no article: none is from before {day}.",
                filter=f"before:{value}",
                day=_day(value),
            )
        case "after":
            return say(
                "{filter} leaves no article: none is from {day} or later.",
                filter=f"after:{value}",
                day=_day(value),
            )
        case "in":
            return say_counted(
                "{filter} leaves no article: there is {count} article, numbered from 1.",
                "{filter} leaves no article: there are {count} articles, numbered from 1.",
                unmet.articles,
                filter=f"in:{value}",
            )
        case "phrase":
            return say("No passage here has “{phrase}” word for word.", phrase=value)
        case "without":
            return say("{filter} leaves no passage: all of them have the word.", filter=f"-{value}")
        case "wrong":
            return say("I cannot read the date in {filter}.", filter=value) + " " + HOW_TO_WRITE_DATES()
    return say("{filters} together leave no article.", filters=value)


def left_out_briefly(unmet: Unmet, longest: int) -> str:
    """The same in a few words, with at most so many characters of the filter."""
    value = unmet.value if len(unmet.value) <= longest else unmet.value[: longest - 1] + "…"
    match unmet.kind:
        case "wrong":
            return say("I cannot read the date in {filter}.", filter=value)
        case "phrase":
            value = f"“{value}”"
        case "without":
            value = f"-{value}"
        case "source" | "before" | "after" | "in":
            value = f"{unmet.kind}:{value}"
    return say("{filter} leaves nothing.", filter=value)


def _day(value: str) -> str:
    return day(date.fromisoformat(value))
