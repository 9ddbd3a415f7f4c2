"""Charts of the history, drawn by matplotlib, as SVG in data URLs: a page shows them without any request."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtaudit.formats.trends import LABELS, Trend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Draw = Callable[[Axes], None]

COLOURS = {"clean": "#2b6a48", "undecided": "#8b8b85", "suspect": "#c47a1c", "machine": "#ab1d2b"}
MOST = 12
"""Bars, at most, in a chart of names."""
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "mtaudit",  # the same history gives the same bytes
    "svg.fonttype": "path",  # an image cannot use the fonts of its page
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # a partner may have a $ in its name
}


def labels_over_time(trend: Trend) -> str:
    """A chart of the articles a day, stacked by label, as a data URL."""

    def draw(axes: Axes) -> None:
        dates = [day.date for day in trend.days]
        below = [0] * len(dates)
        for label in LABELS:
            counts = [day.labels.get(label, 0) for day in trend.days]
            axes.bar(dates, counts, bottom=below, color=COLOURS[label], label=label, width=0.7)
            below = [a + b for a, b in zip(below, counts, strict=True)]
        axes.set_ylabel("articles")
        axes.legend(frameon=False, ncols=len(LABELS), loc="lower left", bbox_to_anchor=(0, 1))

    return _picture(draw, dated=True)


def findings_over_time(trend: Trend) -> str:
    """A chart of the findings of major severity or worse in 1,000 words, day by day, as a data URL."""

    def draw(axes: Axes) -> None:
        rates = [1000 * day.findings / max(1, day.words) for day in trend.days]
        axes.plot([day.date for day in trend.days], rates, "o-", color=COLOURS["machine"], markersize=4)
        axes.set_ylim(bottom=0)
        axes.set_ylabel("major findings in 1,000 words")

    return _picture(draw, dated=True)


def most_frequent_rules(trend: Trend, names: Mapping[str, str]) -> str:
    """A chart of the findings of each rule, most frequent first, as a data URL."""
    rows = [(f"{code} {names.get(code, '')}".strip(), float(count)) for code, count in trend.rules]
    return _bars(rows, "findings", "#2a638f")


def worst_partners(trends: Sequence[Trend]) -> str:
    """A chart of the share of each feed's articles that were called suspect or machine, as a data URL."""
    return _bars([(t.origin, 100 * t.bad) for t in trends], "% called suspect or machine", COLOURS["machine"])


def _bars(rows: Sequence[tuple[str, float]], what: str, colour: str) -> str:
    shown = list(rows[:MOST])[::-1]

    def draw(axes: Axes) -> None:
        positions = range(len(shown))
        axes.barh(positions, [value for _, value in shown], color=colour, height=0.6)
        axes.set_yticks(positions, [_short(name) for name, _ in shown])
        axes.set_xlabel(what)
        axes.set_xlim(left=0)

    return _picture(draw, height=0.9 + 0.3 * len(shown))


def _short(name: str) -> str:
    """The name, shortened to fit beside a bar; control characters, which no font draws, are left out."""
    bare = "".join(c for c in name if c.isprintable())
    return bare if len(bare) <= 40 else f"{bare[:25]}…{bare[-14:]}"


def _picture(draw: Draw, height: float = 2.6, dated: bool = False) -> str:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        figure = Figure(figsize=(7.2, height), layout="constrained")
        axes = figure.subplots()
        draw(axes)
        if dated:
            axes.set_xticks(axes.get_xticks()[:: 1 + len(axes.get_xticks()) // 8])
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None}, transparent=True)
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"
