"""Charts of the measurements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mtaudit.bench.quality import Row
from mtaudit.bench.speed import Size, Speed


def reliability_diagram(rows: Sequence[Row], path: Path) -> None:
    """Draw stated confidence against the share of findings that are right (Guo et al. 2017) into an .svg or .png file.

    Rows that state no confidence are left out.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    points = [(row.confidence, row.figure) for row in rows if row.confidence is not None]
    stated = [confidence for confidence, _ in points]
    true = [figure.value for _, figure in points]
    reach = [[f.value - f.low for _, f in points], [f.high - f.value for _, f in points]]
    with rc_context({"svg.hashsalt": "mtaudit", "svg.fonttype": "none"}):  # the same rows give the same bytes
        picture = Figure(figsize=(4.5, 4.2), layout="constrained")
        axes = picture.subplots()
        axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1, label="as stated")
        axes.errorbar(stated, true, reach, fmt="o-", color="#b3261e", capsize=3, label="findings of rule garbled")
        axes.set(xlim=(0.4, 1), ylim=(0, 1.03), xlabel="confidence stated", ylabel="share that overlap a gold span")
        axes.grid(color="0.92")
        axes.legend(loc="lower right", frameon=False)
        picture.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {})


def curve_chart(rows: Sequence[Row], path: Path) -> None:
    """Draw recall against false alarms, at each sensitivity, into an .svg or .png file."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figures = {row.name: row.figure for row in rows if row.name.startswith("curve.")}
    names = [name.split(".")[1] for name in figures if name.endswith(".alarms")]
    with rc_context({"svg.hashsalt": "mtaudit", "svg.fonttype": "none"}):
        picture = Figure(figsize=(5.4, 4.2), layout="constrained")
        axes = picture.subplots()
        for what, colour in (("post-edits", "#b3261e"), ("mqm", "0.5")):
            cost = [figures[f"curve.{name}.alarms"] for name in names]
            gain = [figures[f"curve.{name}.{what}.recall"] for name in names]
            axes.errorbar(
                [c.value for c in cost],
                [g.value for g in gain],
                [[g.value - g.low for g in gain], [g.high - g.value for g in gain]],
                [[c.value - c.low for c in cost], [c.high - c.value for c in cost]],
                fmt="o-",
                color=colour,
                capsize=3,
                label=f"gold phrases of {'post-edits' if what == 'post-edits' else 'MQM raters'}",
            )
            for name, c, g in zip(names, cost, gain, strict=True):
                axes.annotate(name, (c.value, g.value), xytext=(5, -10), textcoords="offset points", fontsize=8)
        axes.set(xlim=(0, None), ylim=(0, 1), xlabel="findings in 1,000 words of native news", ylabel="share found")
        axes.grid(color="0.92")
        axes.legend(loc="upper left", frameon=False)
        picture.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {})


def speed_chart(speeds: Sequence[Speed], size: Size, path: Path) -> None:
    """Draw the words a second of each contender, on a logarithmic scale, into an .svg or .png file."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    ordered = sorted(speeds, key=lambda speed: -speed.seconds)
    with rc_context({"svg.hashsalt": "mtaudit", "svg.fonttype": "none"}):
        picture = Figure(figsize=(6, 0.5 + 0.45 * len(ordered)), layout="constrained")
        axes = picture.subplots()
        rates = [size.words / speed.seconds for speed in ordered]
        colours = ["#b3261e" if speed.name.startswith("mtaudit") else "0.65" for speed in ordered]
        bars = axes.barh([speed.name for speed in ordered], rates, color=colours)
        axes.bar_label(bars, [f" {rate:,.0f}" for rate in rates])
        axes.set(xscale="log", xlabel="words a second")
        axes.set_xlim(right=8 * max(rates))
        axes.spines[["top", "right"]].set_visible(False)
        picture.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {})
