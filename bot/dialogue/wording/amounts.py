"""Numbers, dates and sizes as people read them."""

from datetime import UTC, date, datetime


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 article", "2 articles", "1,200 articles"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def and_more(number: int) -> str:
    """How many further lines a list has that are not shown."""
    return f"… and {number:,} more"


def day(value: date) -> str:
    """A date as a reader writes it: 4 Feb 2023."""
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime) -> str:
    """A time as admins read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def took(title: str, seconds: float) -> str:
    """What was done and how long it took."""
    return f"{title} in {seconds:.2f} s."


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1e6:.0f} MB"
