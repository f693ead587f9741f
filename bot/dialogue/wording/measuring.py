"""What is said beside the measures of ``bot evaluate``."""

from collections.abc import Iterable

from bot.dialogue.wording.amounts import articles

MEASURES = {
    "hit@1": "questions whose first passage is a right one",
    "hit@3": "questions with a right passage among the first three",
    "MRR@10": "the mean of 1/rank of the first right passage among ten",
    "answered": "answerable questions that get an answer instead of a refusal",
    "sup@1": "questions whose first excerpt is from a right passage and holds an answer",
    "sup@3": "the same for one of the first three excerpts",
    "refused": "unanswerable questions that are refused",
    "AUROC": "how often an answerable question is surer than an unanswerable one; 50 is chance",
    "refused at 95 % kept": "unanswerable questions refused where 95 % of the answerable ones are kept",
    "p50 ms": "the time that half of the questions take at most, in milliseconds",
    "p95 ms": "the time that 95 % of the questions take at most",
}
_PERCENT = "All but the times are percentages: higher is better."


def legend(shown: Iterable[str]) -> str:
    """What the measures that are shown mean, a line for each."""
    return "\n".join([*(f"{name}: {MEASURES[name]}" for name in shown), _PERCENT])


def unknown_articles(names: tuple[str, ...], most: int) -> str:
    """Warns of articles that a file of questions names and nobody knows; at most ``most`` of them are named."""
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return (
        f"Not among the articles, so their questions cannot be answered rightly: {articles(len(names))} that "
        f"the questions name: {', '.join(names[:most])}{rest}. Write an article's id, or its path in the folder."
    )
