"""Rating answers, and what admins read of it: what was not answered, and the numbers."""

from datetime import date

from bot.dialogue.wording.language import Sentence, decimal, isolated, number, say, say_counted

GOOD = "👍"
BAD = "👎"
WRONG_PASSAGE = Sentence("Wrong passage")
NOT_IN_ARTICLES = Sentence("Not in the articles")
THANK_YOU = Sentence("Thank you, noted.")
WHAT_WAS_WRONG = Sentence("Noted. What was wrong with it?")
TOO_OLD = Sentence("That answer is too old to be rated.")

AS_CSV = Sentence("Table (CSV)")
AS_QUESTIONS = Sentence("Questions file")
NOT_KEPT = Sentence(
    "Questions that are not answered are not kept: BOT_KEEP_UNANSWERED=true would keep them, without names."
)
HOW_TO_ADD = Sentence(
    "To add an article that answers one of them, send me a document, a link or a text here: I show what it would add."
)
NOTHING_MISSED = Sentence("Nothing is known to be missing.")
NOTHING_TO_EXPORT = Sentence("There is nothing to export any more.")
VERDICTS = {
    "unanswered": Sentence("not answered"),
    "bad": Sentence("marked wrong"),
    "wrong": Sentence("wrong passage"),
    "missing": Sentence("not in the articles"),
}
COLUMNS = (
    Sentence("what"),
    Sentence("question"),
    Sentence("times"),
    Sentence("last asked (UTC)"),
    Sentence("cited"),
    Sentence("other wordings"),
)
MOST_CITED = Sentence("Most cited:")
GONE = Sentence("articles that are no longer here")
WEEK = Sentence("The last seven days")
MISSED_MOST = Sentence("Most often missed:")
SEE_UNANSWERED = Sentence("/unanswered has all of them.")
CHART_TITLE = Sentence("Questions a day")
CHART_ANSWERED = Sentence("answered")
CHART_NOT_ANSWERED = Sentence("not answered")


def not_answered(questions: int, groups: int) -> str:
    """Above what was not answered."""
    different = say_counted("{count} different one", "{count} different ones", groups)
    return say("Not answered: {questions}, {different}", questions=_questions(questions), different=different)


def marked_wrong(votes: int, groups: int) -> str:
    """Above what people marked wrong."""
    counted = say_counted("{count} vote", "{count} votes", votes)
    return say("Marked wrong: {votes} on {questions}", votes=counted, questions=_questions(groups))


def missed(count: int, question: str, verdict: str, headline: str) -> str:
    """One line: how often a question was missed, and what was said of its answer."""
    line = f"{number(count)} × {isolated(question)}"
    if verdict == "unanswered":
        return line
    said = VERDICTS[verdict]()
    return f"{line} – {said}: “{isolated(headline)}”" if headline else f"{line} – {said}"


def no_questions(days: int) -> str:
    """That nothing was asked."""
    return say_counted(
        "No question was asked in the last {count} day.",
        "No question was asked in the last {count} days.",
        days,
    )


def questions(asked: int, days: int) -> str:
    """How many questions there were."""
    counted = say_counted("{count} day", "{count} days", days)
    return say("{questions} in {days}", questions=_questions(asked), days=counted)


def share(answered: int, asked: int) -> str:
    """How many of them got an answer."""
    return say(
        "Answered: {answered} ({share} %)", answered=answered, share=decimal(100 * answered / asked, 0)
    )


def times(median: int, late: int) -> str:
    """How long answering takes, in milliseconds: half of all answers, and 95 of 100."""
    return say(
        "Answering time: half within {median}, 95 % within {late}",
        median=_seconds(median),
        late=_seconds(late),
    )


def day(value: date, asked: int, answered: int) -> str:
    """One line for a day."""
    return say("{day}: {asked}, answered {answered}", day=value.isoformat(), asked=asked, answered=answered)


def _seconds(milliseconds: int) -> str:
    if milliseconds < 1000:
        return say("{milliseconds} ms", milliseconds=milliseconds)
    return say("{seconds} s", seconds=decimal(milliseconds / 1000, 1 if milliseconds % 1000 else 0))


def _questions(count: int) -> str:
    return say_counted("{count} question", "{count} questions", count)
