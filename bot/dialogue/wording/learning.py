"""Rating answers, and what admins read of it: what was not answered, and the numbers."""

from datetime import date

from bot.dialogue.wording.amounts import counted

GOOD = "👍"
BAD = "👎"
WRONG_PASSAGE = "Wrong passage"
NOT_IN_ARTICLES = "Not in the articles"
THANK_YOU = "Thank you, noted."
WHAT_WAS_WRONG = "Noted. What was wrong with it?"
TOO_OLD = "That answer is too old to be rated."

AS_CSV = "Table (CSV)"
AS_QUESTIONS = "Questions file"
NOT_KEPT = (
    "Questions that are not answered are not kept: BOT_KEEP_UNANSWERED=true would keep them, without names."
)
NOTHING_MISSED = "Nothing is known to be missing."
NOTHING_TO_EXPORT = "There is nothing to export any more."
VERDICTS = {
    "unanswered": "not answered",
    "bad": "marked wrong",
    "wrong": "wrong passage",
    "missing": "not in the articles",
}
COLUMNS = ("what", "question", "times", "last asked (UTC)", "cited", "other wordings")
MOST_CITED = "Most cited:"
GONE = "articles that are no longer here"
WEEK = "The last seven days"
MISSED_MOST = "Most often missed:"
SEE_UNANSWERED = "/unanswered has all of them."
CHART_TITLE = "Questions a day"
CHART_ANSWERED = "answered"
CHART_NOT_ANSWERED = "not answered"


def not_answered(questions: int, groups: int) -> str:
    """Above what was not answered."""
    return f"Not answered: {counted(questions, 'question')}, {counted(groups, 'different one')}"


def marked_wrong(votes: int, groups: int) -> str:
    """Above what people marked wrong."""
    return f"Marked wrong: {counted(votes, 'vote')} on {counted(groups, 'question')}"


def missed(count: int, question: str, verdict: str, headline: str) -> str:
    """One line: how often a question was missed, and what was said of its answer."""
    said = (
        "" if verdict == "unanswered" else f" – {VERDICTS[verdict]}" + (f": “{headline}”" if headline else "")
    )
    return f"{count:,} × {question}{said}"


def no_questions(days: int) -> str:
    """That nothing was asked."""
    return f"No question was asked in the last {counted(days, 'day')}."


def questions(asked: int, days: int) -> str:
    """How many questions there were."""
    return f"{counted(asked, 'question')} in {counted(days, 'day')}"


def share(answered: int, asked: int) -> str:
    """How many of them got an answer."""
    return f"Answered: {answered:,} ({100 * answered / asked:.0f} %)"


def times(median: int, late: int) -> str:
    """How long answering takes, in milliseconds: half of all answers, and 95 of 100."""
    return f"Answering time: half within {_seconds(median)}, 95 % within {_seconds(late)}"


def day(value: date, asked: int, answered: int) -> str:
    """One line for a day."""
    return f"{value:%Y-%m-%d}: {asked:,}, answered {answered:,}"


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:g} s"
