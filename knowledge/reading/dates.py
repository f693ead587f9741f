"""The day that a date names, in the ways in which people and programs write dates."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module

# Characters. "Wednesday, 28 September 2022 at 10:00:00.000000 Central European Summer Time" has fewer.
_LONGEST = 80

# The day is the one in the publisher's own time zone, so the time and the zone are only checked to be such.
_TIME = (
    r"(?:(?:[T ,-]|\s+at\s)\s*[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*(?:Z|[A-Z]{2,5}|(?:GMT|UTC)?[+-][0-9]{2}:?(?:[0-9]{2})?))?(?:\s*\([^()]*\))?)?"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T?[0-9]{4,6}(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([./-])\s?([0-9]{{1,2}})\2\s?([0-9]{{4}}){_TIME}")
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_NAME = r"([^\W\d_]{3,12})\.?"
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:[ -]|\sde\s|\sof\s){_NAME},?(?:[ -]|\sdel?\s)"
    rf"([0-9]{{4}})(?:\sг\.?)?{_TIME}"
)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}{_NAME}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}}){_TIME}")
_EAST_ASIAN = re.compile(rf"([0-9]{{4}})[年년]\s?([0-9]{{1,2}})[月월]\s?([0-9]{{1,2}})[日일]{_TIME}")
_MONTHS = "january february march april may june july august september october november december".split()
# The languages whose names of months are known. A name that means two months in them is not.
_LANGUAGES = "en de fr es pt it nl ru uk pl sv nb da fi cs tr el hu ro id".split()

# Seconds and milliseconds since 1970, as databases keep them: from 1973 to 2286.
_SECONDS = range(10**8, 10**10)
_MILLISECONDS = range(10**11, 10**13)


def day_of(value: object) -> date | None:
    """The day that a value names; None when it names none, or when it could be one of two.

    A time may follow. ``03/04/2024`` is the third of April in one country and the fourth of March in another.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        text = value.strip()
        if text.isascii() and text.isdigit() and len(text) > 8:
            return _since_1970(int(text)) if len(text) < 14 else _written(text)
        return _written(text) if len(text) <= _LONGEST else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(value)
    return None


def _since_1970(number: float) -> date | None:
    if number != number or abs(number) > _MILLISECONDS.stop:  # not a number, or infinite
        return None
    whole = int(number)
    seconds = whole if whole in _SECONDS else whole // 1000 if whole in _MILLISECONDS else None
    return None if seconds is None else (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date()


def _written(text: str) -> date | None:
    try:
        if found := _YEAR_FIRST.fullmatch(text):
            return _day(found[1], found[3], found[4])
        if found := _DIGITS.fullmatch(text):
            return _day(*found.groups())
        if found := _YEAR_LAST.fullmatch(text):
            return _year_last(*found.groups())
        if found := _EAST_ASIAN.fullmatch(text):
            return _day(*found.groups())
        if (found := _DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
            return _day(found[3], month, found[1])
        if (found := _MONTH_DAY.fullmatch(text)) and (month := _month(found[1])):
            return _day(found[3], month, found[2])
    except ValueError:  # the thirtieth of February
        return None
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    # Programs write the year 1 where they know no date.
    return date(int(year), int(month), int(day)) if int(year) > 1 else None


def _year_last(first: str, separator: str, second: str, year: str) -> date | None:
    """Dots stand in countries where the day comes first. Otherwise only a number above twelve tells."""
    if separator == "." or int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _month(word: str) -> int:
    """The number of a month, written out or shortened; 0 when the word is none."""
    return _month_names().get(word.casefold(), 0)


@cache
def _month_names() -> dict[str, int]:
    """The names of months as dateparser has them from the Unicode consortium's tables."""
    meant: dict[str, set[int]] = {}
    for code in _LANGUAGES:
        names = import_module(f"dateparser.data.date_translation_data.{code}").info
        for number, month in enumerate(_MONTHS, 1):
            for name in names[month]:
                meant.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in meant.items() if len(numbers) == 1}
