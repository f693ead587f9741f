"""What admins read: previews, changes and their outcome, the state of the articles and the feeds."""

from datetime import datetime

from bot.dialogue.wording.amounts import megabytes, moment
from bot.dialogue.wording.language import Sentence, decimal, listed, number, say, say_counted

ADD = Sentence("Add")
ADD_ALL = Sentence("Add all")
REMOVE = Sentence("Remove")
CANCEL = Sentence("Cancel")
TRY_AGAIN = Sentence("Try again")
REMOVE_USAGE = Sentence(
    "Write the number of an article after the command, as /articles shows it: /remove 1\n"
    "Or words of its headline: /remove new bridge"
)
RESTORE = Sentence("Restore")
RESTORED = Sentence("Restored")
RESTORING = Sentence("Restoring…")
ASK_TO_RESTORE = Sentence("Bring this article back?")
RESTORE_HINT = Sentence("/restore N brings one back, whatever was changed since.")
NOTHING_REMOVED = Sentence("Nothing is removed over the chat.")
NOT_REMOVED = Sentence("That article is not removed any more: see /restore.")
UNDO = Sentence("Undo")
ASK_TO_UNDO = Sentence("Take back this change?")
NOTHING_LOGGED = Sentence("Nothing has been changed over the chat yet.")
ADMINS_ONLY = Sentence("That is for the bot's admins.")
SEVERAL_PROCESSES = Sentence(
    "Several processes of this bot answer, and each has read the articles for itself. "
    "Change the folder that all of them read instead."
)
TOO_LATE = Sentence(
    "That was sent a while ago, so I left it alone. Please send it again if you still mean it."
)
NO_ADDITIONS = Sentence("This knowledge base takes no documents over the chat.")
NOTHING_CHANGED = Sentence("Nothing has changed.")
ALREADY_THERE = Sentence("All of it is there already, so there is nothing to add.")
TEXT_CHANGED = Sentence("The text is not the one of this preview: please send it again.")
TEXT_MAY_BE_CUT = Sentence(
    "Telegram cuts long texts into several messages: send a longer article as a .txt document."
)
NOTHING_TO_ADD = Sentence("Nothing to add.")
CANCELLED = Sentence("Cancelled. Nothing has changed.")
WAITING = Sentence("Waiting for another change to finish…")
ADDING = Sentence("Adding…")
REMOVING = Sentence("Removing…")
GOING_BACK = Sentence("Going back…")
RELOADED = Sentence("Reloaded")
ADDED = Sentence("Added")
CHANGED = Sentence("Changed")
REMOVED = Sentence("Removed")
REFUSED = Sentence("Refused")
NOTED = Sentence("Noted")
REPLACES = Sentence("Replaces")
NO_RELOAD = Sentence("No reload since the start")
DOCUMENT_GONE = Sentence("The document is gone from this chat: please send it again.")
DOCUMENT_CHANGED = Sentence("The document is not the one of this preview: please send it again.")
LINK_CHANGED = Sentence("The page is not the one of this preview any more: please send the link again.")
NO_FEEDS = Sentence("There are no feeds: the setting KNOWLEDGE_FEEDS names them.")
DOCUMENT_NOT_FETCHED = Sentence("The document could not be fetched from Telegram: please try again.")
ARTICLE_CHANGED = Sentence("That article has changed or is gone: see /articles.")
BEING_DONE = Sentence("This is being done already.")
DECIDED = Sentence("This was decided already.")
CHANGE_FAILED = Sentence("Something went wrong here, and it has been noted in the log.")
_STAGES = {
    "reading": Sentence("Reading the articles:"),
    "indexing": Sentence("Indexing the articles:"),
    "encoding": Sentence("Encoding the articles:"),
}


def progress(stage: str, done: int, total: int) -> str:
    """How far a reload is."""
    share = say("{percent} %", percent=100 * done // total) if total else "…"
    return f"{_STAGES[stage]()} {share}"


def languages(counts: dict[str, int]) -> str:
    """The languages of the articles with their numbers."""
    return listed(f"{language} {number(count)}" for language, count in counts.items())


def found_by_chance(coverage: dict[str, float]) -> str:
    """How much of its words a question finds in articles that do not answer it, by language: shares in [0, 1]."""
    if not coverage:
        return say("nothing to compare: there is one article in each language")
    shares = listed(f"{language} {100 * share:.0f} %" for language, share in coverage.items())
    return say("{shares} of a question's words, in articles that do not answer it", shares=shares)


def last_reload(at: datetime, added: int, changed: int, removed: int, refused: int) -> str:
    """When the last reload was and what it changed."""
    return say(
        "Last reload {moment}: {added} added, {changed} changed, {removed} removed, {refused} refused",
        moment=moment(at),
        added=added,
        changed=changed,
        removed=removed,
        refused=refused,
    )


def failed_reload(at: datetime, reason: str) -> str:
    """When the last reload was and why it failed."""
    return say("Last reload {moment}, failed: {reason}", moment=moment(at), reason=reason)


def feed(at: datetime | None, kept: int, new: int) -> str:
    """When a feed was asked the last time, and how many articles it has brought."""
    if at is None:
        return say("not asked yet")
    return say_counted(
        "asked {moment}: {new} new, {count} article in all",
        "asked {moment}: {new} new, {count} articles in all",
        kept,
        moment=moment(at),
        new=new,
    )


def feed_trouble(reason: str) -> str:
    """What went wrong with a feed the last time."""
    return say("Trouble: {reason}", reason=reason)


def link_not_fetched(reason: str) -> str:
    """Why a link could not be fetched; ``reason`` goes on from "it"."""
    return say("The link could not be read: {reason}.", reason=reason)


def failure(reason: str) -> str:
    """Why a change was not made."""
    return f"{NOTHING_CHANGED()} {reason}"


def more_notes(count: int, about: str) -> str:
    """That there are so many more notes about a field."""
    return say('{count} more about "{field}"', count=count, field=about)


def check_report(articles: int, refused: int, notes: int) -> str:
    """What a check found, in one line: how much can be quoted, was refused, and was read with a note."""
    return listed(
        (
            say_counted("{count} article can be quoted", "{count} articles can be quoted", articles),
            say("{count} refused", count=refused) if refused else say("nothing refused"),
            say_counted("{count} note", "{count} notes", notes) if notes else say("no notes"),
        )
    )


def too_large(size: int, largest: int) -> str:
    """Why a document is refused; both in bytes."""
    return say(
        "The document has {size} MB; up to {largest} MB are read.",
        size=decimal(size / 1e6, 1),
        largest=largest // 1024**2,
    )


def undone(change: str) -> str:
    """The title of what ``/undo`` did; ``change`` is what was taken back, such as "removed a.md"."""
    return say("Undone: {change},", change=change)


def made_by(by: int | None, at: datetime | None, *, is_own: bool) -> str:
    """Whose change it was, and when; ``by`` is a numeric id."""
    if at is None:
        if is_own:
            return say("It is yours.")
        return (
            say("It is made by {admin}.", admin=str(by))
            if by is not None
            else say("Nobody knows whose it is.")
        )
    if is_own:
        return say("It is yours, of {moment}.", moment=moment(at))
    if by is not None:
        return say("It is made by {admin}, of {moment}.", admin=str(by), moment=moment(at))
    return say("Nobody knows whose it is. It is of {moment}.", moment=moment(at))


def your_change_was_undone(by: int | None, change: str) -> str:
    """Tells an admin that another one took back their change."""
    if by is None:
        return say("Somebody has taken back your change: {change}.", change=change)
    return say("{admin} has taken back your change: {change}.", admin=str(by), change=change)


def logged(at: str, by: int | None) -> str:
    """The beginning of a line of the log; ``at`` is an ISO 8601 time."""
    return f"{moment(datetime.fromisoformat(at)) if at else '?'} · {by if by is not None else '?'} ·"


def no_such_number(articles: int) -> str:
    """Says that a number is not one of the list."""
    return say_counted(
        "The list has {count} article: see /articles.",
        "The list has {count} articles: see /articles.",
        articles,
    )


def no_such_headline(words: str) -> str:
    """Says that no headline has all of these words."""
    return say("No headline has the words “{words}”: see /articles.", words=words[:100])


def which_article(shown: int, count: int) -> str:
    """The question when several headlines have the words; ``shown`` of ``count`` are buttons."""
    question = say_counted(
        "{count} headline has these words. Which article is it?",
        "{count} headlines have these words. Which article is it?",
        count,
    )
    first = say("These are the first {shown}.", shown=shown) if shown < count else ""
    return f"{question} {first}".rstrip()


def removed_title(count: int) -> str:
    """Above the articles that were removed."""
    return say("Removed over the chat: {count}", count=count)


def no_such_removed(count: int) -> str:
    """Says that a number is not one of what was removed."""
    return say_counted(
        "{count} article is removed over the chat: see /restore.",
        "{count} articles are removed over the chat: see /restore.",
        count,
    )


def languages_line(counts: dict[str, int]) -> str:
    """A line of the status: the languages of the articles."""
    return say("Languages: {languages}", languages=languages(counts))


def loaded(seconds: float, at: datetime) -> str:
    """A line of the status: how long loading took, and when it was."""
    return say("Loaded in {seconds} s on {moment}", seconds=decimal(seconds, 2), moment=moment(at))


def memory(size: int) -> str:
    """A line of the status: the memory in use, in bytes."""
    return say("Memory: {size}", size=megabytes(size))


def running(since: datetime, version: str) -> str:
    """A line of the status: since when the bot has been running."""
    return say("Running since {moment}, version {version}", moment=moment(since), version=version)


def now(articles: int) -> str:
    """The last line of a report: how many articles there are now."""
    return say_counted("Now {count} article.", "Now {count} articles.", articles)


def ask_to_add(articles: int) -> str:
    """The question under a preview."""
    return say_counted("Add {count} article?", "Add {count} articles?", articles)


def shrunk(before: int, gone: int, new: int) -> str:
    """What the source has lost: how many articles it held, how many of those are gone, and how many it has got."""
    if not new:
        return say_counted(
            "The folder now holds {kept} of {count} article.",
            "The folder now holds {kept} of {count} articles.",
            before,
            kept=before - gone,
        )
    return say_counted(
        "The folder now holds {kept} of {count} article, and {new} new.",
        "The folder now holds {kept} of {count} articles, and {new} new.",
        before,
        kept=before - gone,
        new=new,
    )


def ask_to_lose(before: int, gone: int, new: int) -> str:
    """The question before a reload takes a loss that may be an accident."""
    return "\n\n".join(
        (
            shrunk(before, gone, new)
            + " "
            + say("Removed would be {gone}. Nothing has changed yet.", gone=gone),
            say(
                "If the folder is not as it should be, put it right and send /reload. "
                "/undo does not bring these articles back."
            ),
        )
    )


def lose(gone: int) -> str:
    """The label of the button that takes such a loss."""
    return say_counted("Remove {count} article", "Remove {count} articles", gone)


def shrunk_meanwhile(before: int, gone: int, new: int) -> str:
    """Why no other change is made while the source has lost so much."""
    return shrunk(before, gone, new) + " " + say("Put it right, or send /reload to take it as it is.")


def ask_to_remove(number: int) -> str:
    """The question before an article is removed; ``number`` is its number in the list."""
    return say("Remove article {number}?", number=number)
