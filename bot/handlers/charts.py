"""The numbers as a picture, where the extra ``charts`` is installed."""

import io
from collections.abc import Sequence

from bot.dialogue import wording
from bot.dialogue.figures import DayOf
from bot.dialogue.wording.language import ENGLISH, day_of_year, runs_from_the_right, speaking, spoken

_ANSWERED, _NOT_ANSWERED, _GRID = "#2a78b5", "#d9a441", "#dddddd"


def drawn(days: Sequence[DayOf]) -> bytes | None:
    """Questions by day as a PNG; None without matplotlib. It takes a second, so call it off the event loop."""
    try:
        # Without pyplot, which keeps every figure and is not safe for several threads.
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError:
        return None
    figure = Figure(figsize=(8, 4), dpi=150, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    at = list(range(len(days)))
    answered = [day.answered for day in days]
    others = [day.asked - day.answered for day in days]
    step = max(1, -(-len(days) // 8))
    # Matplotlib neither joins letters nor turns lines: words from the right would be unreadable.
    with speaking(ENGLISH if runs_from_the_right() else spoken()):
        title = wording.learning.CHART_TITLE()
        names = wording.learning.CHART_ANSWERED(), wording.learning.CHART_NOT_ANSWERED()
        ticks = [day_of_year(day.day) for day in days[::step]]
    axes.bar(at, answered, color=_ANSWERED, label=names[0])
    axes.bar(at, others, bottom=answered, color=_NOT_ANSWERED, label=names[1])
    axes.set_xticks(at[::step], ticks)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_title(title, loc="left")
    axes.grid(axis="y", color=_GRID)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False)
    axes.legend(frameon=False, ncols=2, loc="upper right", bbox_to_anchor=(1, 1.12))
    picture = io.BytesIO()
    canvas.print_png(picture)  # type: ignore[no-untyped-call]  # the one call that has no types
    return picture.getvalue()
