"""What admins are told unasked, when the bot has read the articles by itself."""

from collections.abc import Sequence

from bot.dialogue.wording.amounts import and_more
from bot.dialogue.wording.language import Sentence, say, say_counted

READ_AGAIN = Sentence("The articles are read again: the trouble that I told you of is over.")
NOTHING_REFUSED = Sentence("Nothing of what I told you of is refused any more.")


def failed(reason: str) -> str:
    """Why the articles could not be read."""
    return say(
        "I could not read the articles again: {reason}. Those that were read before answer meanwhile.",
        reason=reason,
    )


def refused(count: int, reasons: Sequence[str]) -> str:
    """What was refused while the articles were read."""
    title = say("I read the articles again, and refused {count}:", count=count)
    return "\n".join([title, *_listed(reasons, count)])


def feeds_failed(feeds: Sequence[str], count: int) -> str:
    """Which feeds could not be read twice in a row, and why."""
    return "\n".join([say("I could not read these feeds, twice in a row:"), *_listed(feeds, count)])


def feeds_work(feeds: Sequence[str], count: int) -> str:
    """Which feeds can be read again."""
    return "\n".join([say("These feeds can be read again:"), *_listed(feeds, count)])


def unwell(trouble: str) -> str:
    """What has been wrong with the bot for a while."""
    return say("Something is wrong with me: {trouble}.", trouble=trouble)


def well_again(minutes: int) -> str:
    """That it is over, and how long it took."""
    return say_counted(
        "I am well again. It took {count} minute.", "I am well again. It took {count} minutes.", minutes
    )


def noticed(notice: str) -> str:
    """Something about the index that an admin should know."""
    return say("About my index: {notice}.", notice=notice)


def _listed(lines: Sequence[str], count: int) -> list[str]:
    rest = count - len(lines)
    return [*(f"• {line}" for line in lines), *([and_more(rest)] if rest else [])]
