"""What admins are shown: the status, the progress of a reload, and what a change did. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.dialogue import wording
from bot.dialogue.buttons import Action, AddDocument, Button, TakeLoss
from bot.dialogue.histories import confirming, removed_lines
from bot.dialogue.reply import Reply, said
from bot.dialogue.rich_text import RichText, bold, clipped, fitting, rich
from knowledge import Article, Problem, Snapshot
from knowledge.errors import SourceShrunk
from knowledge.library.changes import Change, Removed
from knowledge.library.library import Reload
from knowledge.library.preview import Preview

_NAMED = 5  # articles or problems named in one report; the others are counted
_LONGEST_LINE = 200
_LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Status:
    """How the bot is doing: ``memory`` in bytes, ``since`` when it has been running.

    ``removed`` are the headlines of what was removed over the chat.
    """

    memory: int
    since: datetime
    version: str
    last_reload: Reload | None
    privacy_mode: str
    removed: tuple[str, ...] = ()


def status_reply(snapshot: Snapshot, status: Status) -> Reply:
    """What is loaded, and how the bot is doing."""
    articles = wording.amounts.articles(len(snapshot.articles))
    passages = wording.amounts.passages(len(snapshot.passages))
    lines: list[RichText | str] = [
        bold(f"{articles}, {passages}"),
        wording.administering.languages_line(snapshot.languages),
        wording.administering.loaded(snapshot.build_seconds, snapshot.built_at),
        wording.administering.memory(status.memory),
        wording.administering.running(status.since, status.version),
        _last_reload(status.last_reload),
    ]
    lines += _problems(snapshot.problems)
    if status.removed:
        lines.append(wording.administering.removed_title(len(status.removed)))
        lines += removed_lines(status.removed[:_NAMED])
        rest = len(status.removed) - _NAMED
        lines += [wording.amounts.and_more(rest)] if rest > 0 else []
        lines.append(wording.administering.RESTORE_HINT())
    return Reply(fitting([*lines, "", status.privacy_mode], last=2))


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """How a feed is doing: when it was asked the last time, if ever, and what came of it.

    ``kept`` counts its articles in all, ``new`` those that came the last time. ``trouble`` is a sentence, or empty.
    """

    address: str
    at: datetime | None
    kept: int
    new: int
    trouble: str


def feeds_reply(feeds: Sequence[FeedStatus]) -> Reply:
    """Each feed with what came of it the last time."""
    if not feeds:
        return said(wording.administering.NO_FEEDS())
    lines: list[RichText | str] = []
    for feed in feeds:
        lines += [bold(_line(feed.address)), wording.administering.feed(feed.at, feed.kept, feed.new)]
        if feed.trouble:
            lines.append(wording.administering.feed_trouble(clipped(feed.trouble, _LONGEST_LINE)))
    return Reply(fitting(lines))


def progress_reply(stage: str, done: int, total: int) -> Reply:
    """How far a reload is."""
    return said(wording.administering.progress(stage, done, total))


def change_reply(title: str, change: Change, articles: int) -> Reply:
    """What changed, what was refused and why, and how long it took; ``articles`` is how many there are now."""
    lines: list[RichText | str] = [bold(wording.amounts.took(title, change.seconds))]
    for verb, changed in (
        (wording.administering.ADDED(), change.added),
        (wording.administering.CHANGED(), change.changed),
        (wording.administering.REMOVED(), change.removed),
    ):
        lines += _counted(verb, changed) if changed else []
    if not (change.added or change.changed or change.removed):
        lines.append(wording.administering.NOTHING_CHANGED())
    lines += _problems(change.problems)
    lines.append(wording.administering.now(articles))
    return Reply(fitting(lines, last=1))


def failure_reply(reason: str, again: Action | None = None) -> Reply:
    """Why a change was not made. ``again`` is what a button tries again, if that is of use."""
    reply = said(wording.administering.failure(clipped(reason, _LONGEST_REASON)))
    return (
        replace(reply, buttons=confirming(Button(wording.administering.TRY_AGAIN(), again)))
        if again
        else reply
    )


def loss_reply(loss: SourceShrunk) -> Reply:
    """Asks for confirmation before a reload takes a loss that may be an accident."""
    take = Button(wording.administering.lose(loss.gone), TakeLoss(loss.digest))
    return Reply(rich(wording.administering.ask_to_lose(loss.before, loss.gone, loss.new)), confirming(take))


def preview_reply(
    preview: Preview, add: AddDocument, documents: int = 1, hint: str = "", refused: Sequence[Problem] = ()
) -> Reply:
    """What documents would add; ``add`` is what the *Add* button does.

    ``documents`` is how many there are, and ``refused`` which were not fetched. ``hint`` is a sentence below it.
    """
    lines: list[RichText | str] = []
    for article in preview.articles[:_NAMED]:
        facts = [
            article.source,
            wording.amounts.day(article.published) if article.published else None,
            article.language,
        ]
        lines += [bold(_line(article.title)), " · ".join(fact for fact in facts if fact)]
        if article.url:
            lines.append(_line(article.url))
        lines += [clipped(" ".join(article.body.split()), _LONGEST_LINE), ""]
    if len(preview.articles) > _NAMED:
        lines += [wording.amounts.and_more(len(preview.articles) - _NAMED), ""]
    problems = _problems((*refused, *preview.problems))
    if preview.is_there:
        return Reply(fitting([*lines, *problems, wording.administering.ALREADY_THERE()], last=1))
    lines += problems
    if preview.replaced:
        lines += _counted(wording.administering.REPLACES(), preview.replaced)
    if not preview.articles:
        return Reply(fitting([wording.administering.NOTHING_TO_ADD(), *lines]))
    lines += [hint] if hint else []
    lines.append(wording.administering.ask_to_add(len(preview.articles)))
    label = wording.administering.ADD_ALL() if documents > 1 else wording.administering.ADD()
    return Reply(fitting(lines, last=2 if hint else 1), confirming(Button(label, add)))


def _last_reload(last: Reload | None) -> str:
    if last is None:
        return wording.administering.NO_RELOAD()
    if isinstance(last.outcome, str):
        return wording.administering.failed_reload(last.at, clipped(last.outcome, _LONGEST_LINE))
    counts = last.outcome
    return wording.administering.last_reload(
        last.at, counts.added, counts.changed, counts.removed, counts.refused
    )


def _problems(problems: Sequence[Problem]) -> list[RichText | str]:
    """What was refused, and then what is noted about what was read."""
    refused = [problem for problem in problems if not problem.is_note]
    notes = [problem for problem in problems if problem.is_note]
    return [
        *(_counted(wording.administering.REFUSED(), refused) if refused else []),
        *(_counted(wording.administering.NOTED(), notes) if notes else []),
    ]


def _counted(
    title: str, listed: Sequence[Article] | Sequence[Removed] | Sequence[Problem]
) -> list[RichText | str]:
    """How many there are, the first few by name. The others are not looked at: each may have to be read from disk."""
    shown = [f"• {_line(str(each) if isinstance(each, Problem) else each.title)}" for each in listed[:_NAMED]]
    rest = len(listed) - len(shown)
    return [
        f"{title}: {wording.amounts.number(len(listed))}",
        *shown,
        *([wording.amounts.and_more(rest)] if rest else []),
    ]


def _line(text: str) -> str:
    return clipped(text, _LONGEST_LINE)
