"""The numbers as admins read them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import wording
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import RichText, bold, clipped, fitting

_MOST_CITED = 5
_LONGEST_LINE = 160
_SHOWN_DAYS = 14


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day: how many questions there were, and how many of them got an answer."""

    day: date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of some days. Times are in milliseconds; ``cited`` are headlines with how often each was cited."""

    days: tuple[DayOf, ...]
    median: int | None
    late: int | None
    cited: tuple[tuple[str, int], ...]

    @property
    def asked(self) -> int:
        """How many questions there were."""
        return sum(day.asked for day in self.days)

    @property
    def answered(self) -> int:
        """How many of them got an answer."""
        return sum(day.answered for day in self.days)


def numbers_reply(numbers: Numbers) -> Reply:
    """``/stats``: questions by day, the share that was answered, how fast, and what was cited most."""
    if not numbers.asked:
        return said(wording.learning.no_questions(len(numbers.days)))
    lines: list[RichText | str] = [*_summary(numbers), ""]
    shown = [day for day in numbers.days[-_SHOWN_DAYS:] if day.asked]
    lines += [wording.learning.day(day.day, day.asked, day.answered) for day in shown]
    return Reply(fitting([*lines, *_cited(numbers.cited)]))


def digest_reply(numbers: Numbers, missed: Sequence[str]) -> Reply:
    """The week's numbers; ``missed`` are the questions that were most often not answered or answered wrong."""
    lines: list[RichText | str] = [bold(wording.learning.WEEK())]
    if not numbers.asked:
        return Reply(fitting([*lines, wording.learning.no_questions(len(numbers.days))]))
    lines += [*_summary(numbers), *_cited(numbers.cited)]
    if missed:
        lines += ["", wording.learning.MISSED_MOST(), *missed, wording.learning.SEE_UNANSWERED()]
    return Reply(fitting(lines))


def _summary(numbers: Numbers) -> list[RichText | str]:
    lines: list[RichText | str] = [
        bold(wording.learning.questions(numbers.asked, len(numbers.days))),
        wording.learning.share(numbers.answered, numbers.asked),
    ]
    if numbers.median is not None and numbers.late is not None:
        lines.append(wording.learning.times(numbers.median, numbers.late))
    return lines


def _cited(cited: Sequence[tuple[str, int]]) -> list[RichText | str]:
    if not cited:
        return []
    lines = [
        f"{wording.amounts.number(count)} × {wording.amounts.isolated(clipped(headline, _LONGEST_LINE))}"
        for headline, count in cited[:_MOST_CITED]
    ]
    return ["", wording.learning.MOST_CITED(), *lines]
