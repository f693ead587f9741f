"""Numbers, dates and sizes as people read them."""

from datetime import UTC, datetime

from bot.dialogue.wording.language import day, decimal, isolated, line_start, number, say, say_counted

__all__ = ["day", "isolated", "line_start", "number"]


def articles(count: int) -> str:
    """How many articles."""
    return say_counted("{count} article", "{count} articles", count)


def passages(count: int) -> str:
    """How many passages."""
    return say_counted("{count} passage", "{count} passages", count)


def paragraphs(count: int) -> str:
    """How many paragraphs."""
    return say_counted("{count} paragraph", "{count} paragraphs", count)


def words(count: int) -> str:
    """How many words."""
    return say_counted("{count} word", "{count} words", count)


def and_more(count: int) -> str:
    """How many further lines a list has that are not shown."""
    return say("… and {count} more", count=count)


def moment(value: datetime) -> str:
    """A time as admins read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def took(title: str, seconds: float) -> str:
    """What was done and how long it took."""
    return say("{title} in {seconds} s.", title=title, seconds=decimal(seconds, 2))


def megabytes(size: int) -> str:
    """A size in bytes as people read it."""
    return say("{size} MB", size=decimal(size / 1e6, 0))
