"""What the articles lack, as admins see it: questions that were not answered, grouped by their words. Pure."""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil

from bot.dialogue import wording
from bot.dialogue.buttons import Button, ExportMissing
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import RichText, bold, clipped, fitting
from knowledge.language.stop_words import language_of
from knowledge.language.terms import analysis

# The share of terms that two wordings of one question have in common. At a half, two questions that differ in one of
# three words fall together: "who painted the house in Oslo" and "who painted the ship in Oslo".
_ALIKE = 0.6
_SHOWN = 12  # groups of each kind in one message
_LONGEST_LINE = 160
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

UNANSWERED = "unanswered"
"""The verdict of the bot itself; the others are what people say, as in ``bot.dialogue.buttons.VERDICTS``."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A question that got no answer or a wrong one, and when: seconds since 1970.

    ``verdict`` says which. ``headline`` is that of the article that was cited first, empty when none was.
    """

    question: str
    verdict: str
    at: float
    headline: str = ""


@dataclass(slots=True)
class Group:
    """Questions with nearly the same words and the same verdict. ``newest`` is the one that was asked last."""

    newest: Missed
    terms: frozenset[str]
    count: int = 1
    wordings: list[str] = field(default_factory=list)


def grouped(missed: Iterable[Missed]) -> list[Group]:
    """The questions in groups, the newest first.

    Two sets of terms that are alike share one of their rarest terms (prefix filtering, Chaudhuri, Ganti and Kaushik
    2006), so only groups that do are compared: a word that is in every question would make all of them comparable.
    """
    ordered = sorted(missed, key=lambda one: -one.at)
    terms_of = [_terms(each.question) for each in ordered]
    frequency = Counter(term for terms in terms_of for term in terms)
    groups: list[Group] = []
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each, terms in zip(ordered, terms_of, strict=True):
        rarest = sorted(terms, key=lambda term: (frequency[term], term))
        rarest = rarest[: len(terms) - ceil(_ALIKE * len(terms)) + 1]
        places = {place for term in rarest for place in having[each.verdict, term]}
        alike = max(places, key=lambda place: (_likeness(terms, groups[place].terms), -place), default=None)
        if alike is not None and _likeness(terms, groups[alike].terms) >= _ALIKE:
            groups[alike].count += 1
            if each.question not in groups[alike].wordings:
                groups[alike].wordings.append(each.question)
            continue
        for term in rarest:
            having[each.verdict, term].append(len(groups))
        groups.append(Group(each, terms, wordings=[each.question]))
    return groups


def missing_reply(groups: Sequence[Group], *, keeps_unanswered: bool, takes_additions: bool = True) -> Reply:
    """What was not answered, and what people marked wrong, with buttons to have all of it as a file.

    ``takes_additions`` is whether admins can add articles here: then the last line says how.
    """
    unanswered = [group for group in groups if group.newest.verdict == UNANSWERED]
    wrong = [group for group in groups if group.newest.verdict != UNANSWERED]
    lines: list[RichText | str] = []
    if not keeps_unanswered:
        lines += [wording.learning.NOT_KEPT(), ""]
    if unanswered:
        lines += [bold(wording.learning.not_answered(sum(g.count for g in unanswered), len(unanswered)))]
        lines += [*_lines(unanswered), ""]
    if wrong:
        lines += [bold(wording.learning.marked_wrong(sum(g.count for g in wrong), len(wrong)))]
        lines += [*_lines(wrong), ""]
    if not groups:
        return said("\n".join([*map(str, lines), wording.learning.NOTHING_MISSED()]).strip())
    buttons = (
        Button(wording.learning.AS_CSV(), ExportMissing("csv")),
        Button(wording.learning.AS_QUESTIONS(), ExportMissing("jsonl")),
    )
    hint = [wording.learning.HOW_TO_ADD()] if takes_additions else []
    return Reply(fitting([*lines, *hint] if hint else lines[:-1], last=len(hint)), (buttons,))


def as_csv(groups: Sequence[Group]) -> bytes:
    """The groups as a table. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    It begins with a byte order mark: without one, spreadsheets take it for another encoding.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column() for column in wording.learning.COLUMNS])
    for group in groups:
        newest = group.newest
        others = " | ".join(each for each in group.wordings if each != newest.question)
        at = datetime.fromtimestamp(newest.at, UTC).isoformat(timespec="minutes")
        verdict = wording.learning.VERDICTS[newest.verdict]()
        cells = (verdict, newest.question, str(group.count), at, newest.headline, others)
        writer.writerow([_no_formula(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig", "replace")


def as_questions(groups: Sequence[Group]) -> bytes:
    """The groups as a file for ``bot evaluate``, to be filled in: none says yet where its answer stands."""
    records = (
        {
            "question": group.newest.question,
            "answerable": False,
            "note": wording.learning.VERDICTS[group.newest.verdict](),
        }
        for group in groups
    )
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _lines(groups: Sequence[Group]) -> list[str]:
    lines = [
        wording.learning.missed(
            group.count,
            clipped(" ".join(group.newest.question.split()), _LONGEST_LINE),
            group.newest.verdict,
            clipped(group.newest.headline, _LONGEST_LINE),
        )
        for group in groups[:_SHOWN]
    ]
    rest = len(groups) - len(lines)
    return [*lines, *([wording.amounts.and_more(rest)] if rest else [])]


def _terms(question: str) -> frozenset[str]:
    """The terms of a question; one that has none is alike only with itself."""
    terms = frozenset(analysis(language_of(question) or "en").terms(question))
    return terms or frozenset({" ".join(question.casefold().split())})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell
