"""What admins read: previews, changes and their outcome, the state of the articles and the feeds."""

from datetime import datetime

from bot.dialogue.wording.amounts import counted, megabytes, moment

ADD = "Add"
ADD_ALL = "Add all"
REMOVE = "Remove"
CANCEL = "Cancel"
TRY_AGAIN = "Try again"
REMOVE_USAGE = (
    "Write the number of an article after the command, as /articles shows it: /remove 1\n"
    "Or words of its headline: /remove new bridge"
)
RESTORE = "Restore"
RESTORED = "Restored"
RESTORING = "Restoring…"
ASK_TO_RESTORE = "Bring this article back?"
RESTORE_HINT = "/restore N brings one back, whatever was changed since."
NOTHING_REMOVED = "Nothing is removed over the chat."
NOT_REMOVED = "That article is not removed any more: see /restore."
UNDO = "Undo"
ASK_TO_UNDO = "Take back this change?"
NOTHING_LOGGED = "Nothing has been changed over the chat yet."
ADMINS_ONLY = "That is for the bot's admins."
TOO_LATE = "That was sent a while ago, so I left it alone. Please send it again if you still mean it."
NO_ADDITIONS = "This knowledge base takes no documents over the chat."
NOTHING_CHANGED = "Nothing has changed."
ALREADY_THERE = "All of it is there already, so there is nothing to add."
ALBUM_GONE = "I was restarted meanwhile and do not know the other documents any more: please send them again."
TEXT_CHANGED = "The text is not the one of this preview: please send it again."
TEXT_MAY_BE_CUT = "Telegram cuts long texts into several messages: send a longer article as a .txt document."
NOTHING_TO_ADD = "Nothing to add."
CANCELLED = "Cancelled. Nothing has changed."
WAITING = "Waiting for another change to finish…"
ADDING = "Adding…"
REMOVING = "Removing…"
GOING_BACK = "Going back…"
RELOADED = "Reloaded"
ADDED = "Added"
CHANGED = "Changed"
REMOVED = "Removed"
REFUSED = "Refused"
NOTED = "Noted"
REPLACES = "Replaces"
NO_RELOAD = "No reload since the start"
DOCUMENT_GONE = "The document is gone from this chat: please send it again."
DOCUMENT_CHANGED = "The document is not the one of this preview: please send it again."
LINK_CHANGED = "The page is not the one of this preview any more: please send the link again."
NO_FEEDS = "There are no feeds: the setting KNOWLEDGE_FEEDS names them."
DOCUMENT_NOT_FETCHED = "The document could not be fetched from Telegram: please try again."
ARTICLE_CHANGED = "That article has changed or is gone: see /articles."
BEING_DONE = "This is being done already."
DECIDED = "This was decided already."
CHANGE_FAILED = "Something went wrong here, and it has been noted in the log."


def progress(stage: str, done: int, total: int) -> str:
    """How far a reload is."""
    share = f"{100 * done // total} %" if total else "…"
    return f"{stage.capitalize()} the articles: {share}"


def languages(counts: dict[str, int]) -> str:
    """The languages of the articles with their numbers."""
    return ", ".join(f"{language} {count}" for language, count in counts.items())


def found_by_chance(coverage: dict[str, float]) -> str:
    """How much of its words a question finds in articles that do not answer it, by language: shares in [0, 1]."""
    if not coverage:
        return "nothing to compare: there is one article in each language"
    shares = ", ".join(f"{language} {100 * share:.0f} %" for language, share in coverage.items())
    return f"{shares} of a question's words, in articles that do not answer it"


def last_reload(at: datetime, added: int, changed: int, removed: int, refused: int) -> str:
    """When the last reload was and what it changed."""
    return f"Last reload {moment(at)}: {added} added, {changed} changed, {removed} removed, {refused} refused"


def failed_reload(at: datetime, reason: str) -> str:
    """When the last reload was and why it failed."""
    return f"Last reload {moment(at)}, failed: {reason}"


def feed(at: datetime | None, kept: int, new: int) -> str:
    """When a feed was asked the last time, and how many articles it has brought."""
    if at is None:
        return "not asked yet"
    return f"asked {moment(at)}: {new:,} new, {counted(kept, 'article')} in all"


def feed_trouble(reason: str) -> str:
    """What went wrong with a feed the last time."""
    return f"Trouble: {reason}"


def link_not_fetched(reason: str) -> str:
    """Why a link could not be fetched; ``reason`` goes on from "it"."""
    return f"The link could not be read: {reason}."


def failure(reason: str) -> str:
    """Why a change was not made."""
    return f"{NOTHING_CHANGED} {reason}"


def more_notes(count: int, about: str) -> str:
    """That there are so many more notes about a field."""
    return f'{count:,} more about "{about}"'


def check_report(articles: int, refused: int, notes: int) -> str:
    """What a check found, in one line: how much can be quoted, was refused, and was read with a note."""
    return ", ".join(
        (
            f"{counted(articles, 'article')} can be quoted",
            f"{refused:,} refused" if refused else "nothing refused",
            counted(notes, "note") if notes else "no notes",
        )
    )


def too_large(size: int, largest: int) -> str:
    """Why a document is refused; both in bytes."""
    return f"The document has {size / 1e6:.1f} MB; up to {largest // 1024**2} MB are read."


def undone(change: str) -> str:
    """The title of what ``/undo`` did; ``change`` is what was taken back, such as "removed a.md"."""
    return f"Undone: {change},"


def made_by(by: int | None, at: datetime | None, *, is_own: bool) -> str:
    """Whose change it was, and when; ``by`` is a numeric id."""
    whose = "yours" if is_own else f"made by {by}" if by is not None else "made by nobody that is known"
    return f"It is {whose}, of {moment(at)}." if at is not None else f"It is {whose}."


def your_change_was_undone(by: int | None, change: str) -> str:
    """Tells an admin that another one took back their change."""
    return f"{by if by is not None else 'Somebody'} has taken back your change: {change}."


def logged(at: str, by: int | None) -> str:
    """The beginning of a line of the log; ``at`` is an ISO 8601 time."""
    return f"{moment(datetime.fromisoformat(at)) if at else '?'} · {by if by is not None else '?'} ·"


def no_such_number(articles: int) -> str:
    """Says that a number is not one of the list."""
    return f"The list has {counted(articles, 'article')}: see /articles."


def no_such_headline(words: str) -> str:
    """Says that no headline has all of these words."""
    return f"No headline has the words “{words[:100]}”: see /articles."


def which_article(shown: int, count: int) -> str:
    """The question when several headlines have the words; ``shown`` of ``count`` are buttons."""
    return (
        f"{counted(count, 'headline')} {'have' if count > 1 else 'has'} these words. Which article is it?"
        + (f" These are the first {shown}." if shown < count else "")
    )


def removed_title(count: int) -> str:
    """Above the articles that were removed."""
    return f"{REMOVED} over the chat: {count:,}"


def no_such_removed(count: int) -> str:
    """Says that a number is not one of what was removed."""
    return f"{counted(count, 'article')} {'are' if count != 1 else 'is'} removed over the chat: see /restore."


def languages_line(counts: dict[str, int]) -> str:
    """A line of the status: the languages of the articles."""
    return f"Languages: {languages(counts)}"


def loaded(seconds: float, at: datetime) -> str:
    """A line of the status: how long loading took, and when it was."""
    return f"Loaded in {seconds:.2f} s on {moment(at)}"


def memory(size: int) -> str:
    """A line of the status: the memory in use, in bytes."""
    return f"Memory: {megabytes(size)}"


def running(since: datetime, version: str) -> str:
    """A line of the status: since when the bot has been running."""
    return f"Running since {moment(since)}, version {version}"


def now(articles: int) -> str:
    """The last line of a report: how many articles there are now."""
    return f"Now {counted(articles, 'article')}."


def ask_to_add(articles: int) -> str:
    """The question under a preview."""
    return f"Add {counted(articles, 'article')}?"


def shrunk(before: int, gone: int, new: int) -> str:
    """What the source has lost: how many articles it held, how many of those are gone, and how many it has got."""
    others = f" and {counted(new, 'new one')}" if new else ""
    return f"The folder now holds {before - gone:,} of {counted(before, 'article')}{others}."


def ask_to_lose(before: int, gone: int, new: int) -> str:
    """The question before a reload takes a loss that may be an accident."""
    return (
        f"{shrunk(before, gone, new)} Removed would be {gone:,}. Nothing has changed yet.\n\n"
        "If the folder is not as it should be, put it right and send /reload. /undo does not bring these articles back."
    )


def lose(gone: int) -> str:
    """The label of the button that takes such a loss."""
    return f"{REMOVE} {counted(gone, 'article')}"


def shrunk_meanwhile(before: int, gone: int, new: int) -> str:
    """Why no other change is made while the source has lost so much."""
    return f"{shrunk(before, gone, new)} Put it right, or send /reload to take it as it is."


def ask_to_remove(number: int) -> str:
    """The question before an article is removed; ``number`` is its number in the list."""
    return f"Remove article {number}?"
