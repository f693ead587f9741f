"""What admins are shown: status, progress, what a change of the knowledge base did. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.dialogue import wording
from bot.dialogue.rendering import Button, Reply, day
from bot.dialogue.rich_text import RichText, bold, clipped, fitting, rich
from knowledge.articles import Article, Problem
from knowledge.library.library import Change, Library, Preview, Reload

_NAMED = 5  # articles or problems named in one report; the others are counted
_LONGEST_LINE = 200


def status_reply(library: Library, *, version: str, since: datetime, privacy_mode: str) -> Reply:
    """What is loaded, how, and since when."""
    snapshot = library.current
    languages = ", ".join(f"{language} {count}" for language, count in snapshot.languages.items())
    articles = wording.counted(len(snapshot.articles), "article")
    passages = wording.counted(len(snapshot.passages), "passage")
    lines: list[RichText | str] = [
        bold(f"{articles}, {passages}"),
        f"Languages: {languages}",
        f"Loaded in {snapshot.build_seconds:.2f} s on {moment(snapshot.built_at)}",
        f"Memory: {memory()}",
        f"Running since {moment(since)}, version {version}",
        _last_reload(library.last_reload),
    ]
    if snapshot.problems:
        lines += [f"Refused: {len(snapshot.problems)}", *_some(snapshot.problems)]
    return Reply(fitting([*lines, "", privacy_mode], last=2))


def progress_reply(stage: str, done: int, total: int) -> Reply:
    """How far a reload has come."""
    share = f"{100 * done // total} %" if total else "…"
    return Reply(rich(f"{stage.capitalize()} the articles: {share}"))


def change_reply(title: str, change: Change, articles: int) -> Reply:
    """What changed: added, changed, removed, refused and why, and how long it took."""
    lines: list[RichText | str] = [bold(f"{title} in {change.seconds:.2f} s.")]
    for verb, changed in (("Added", change.added), ("Changed", change.changed), ("Removed", change.removed)):
        if changed:
            lines += [f"{verb}: {len(changed)}", *_titles(changed)]
    if not (change.added or change.changed or change.removed):
        lines.append("Nothing has changed.")
    if change.refused:
        lines += [f"Refused: {len(change.refused)}", *_some(change.refused)]
    lines.append(f"Now {wording.counted(articles, 'article')}.")
    return Reply(fitting(lines, last=1))


def failure_reply(reason: str) -> Reply:
    """Why a change did not happen."""
    return Reply(rich(f"Nothing has changed. {clipped(reason, 1_000)}"))


def preview_reply(preview: Preview, data: str) -> Reply:
    """What a document would add; ``data`` is what its *Add* button carries."""
    lines: list[RichText | str] = []
    for article in preview.articles[:_NAMED]:
        facts = [article.source, day(article.published) if article.published else None, article.language]
        lines += [bold(_line(article.title)), " · ".join(fact for fact in facts if fact)]
        lines += [clipped(" ".join(article.body.split()), _LONGEST_LINE), ""]
    if len(preview.articles) > _NAMED:
        lines += [f"… and {len(preview.articles) - _NAMED} more", ""]
    if preview.problems:
        lines += [f"Refused: {len(preview.problems)}", *_some(preview.problems)]
    if preview.replaced:
        lines += [f"Replaces: {len(preview.replaced)}", *_titles(preview.replaced)]
    if not preview.articles:
        return Reply(fitting(["Nothing to add.", *lines]))
    lines.append(f"Add {wording.counted(len(preview.articles), 'article')}?")
    return Reply(fitting(lines, last=1), ((Button("Add", data=data), Button("Cancel", data="x:")),))


def removal_reply(number: int, article: Article) -> Reply:
    """Ask back before an article is taken out."""
    text = rich(f"Take article {number} out?\n") + bold(_line(article.title))
    return Reply(text, ((Button("Remove", data=f"r:{article.key}"), Button("Cancel", data="x:")),))


def moment(value: datetime) -> str:
    """A time as admins read it, in UTC."""
    return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def memory() -> str:
    """The memory that the process holds now."""
    import psutil  # slow to load, and of no use to a single question

    return f"{psutil.Process().memory_info().rss / 1e6:.0f} MB"


def _last_reload(last: Reload | None) -> str:
    if last is None:
        return "No reload since the start"
    if isinstance(last.outcome, str):
        return f"Last reload {moment(last.at)}, failed: {clipped(last.outcome, _LONGEST_LINE)}"
    counts = last.outcome
    return (
        f"Last reload {moment(last.at)}: {counts.added} added, {counts.changed} changed, "
        f"{counts.removed} removed, {counts.refused} refused"
    )


def _titles(articles: Sequence[Article]) -> list[str]:
    return _listed(tuple(article.title for article in articles))


def _some(problems: tuple[Problem, ...]) -> list[str]:
    return _listed(tuple(map(str, problems)))


def _listed(lines: tuple[str, ...]) -> list[str]:
    shown = [f"• {_line(line)}" for line in lines[:_NAMED]]
    return [*shown, f"… and {len(lines) - _NAMED} more"] if len(lines) > _NAMED else shown


def _line(text: str) -> str:
    return clipped(text, _LONGEST_LINE)
