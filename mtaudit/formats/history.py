"""The history as self-contained pages: one for each feed, and an index of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from mtaudit.core import Rule
from mtaudit.formats import charts
from mtaudit.formats.file_name import file_name
from mtaudit.formats.html import INDEX, write_page
from mtaudit.formats.trends import Trend

SHOWN = 25
"""Articles, at most, that a page lists."""


def write_history(trends: Sequence[Trend], rules: Mapping[str, Rule], folder: Path) -> Path:
    """Write the pages into the folder; return the path of the index.

    Raises:
        MtauditError: if a file cannot be written.
    """
    names = {code: rule.name for code, rule in rules.items()}
    for trend in trends:
        write_page(
            folder / file_name(trend.origin, trend.origin),
            "history",
            trend=trend,
            names=names,
            worst=trend.worst[:SHOWN],
            labels=charts.labels_over_time(trend),
            findings=charts.findings_over_time(trend),
            rules=charts.most_frequent_rules(trend, names),
        )
    write_page(folder / INDEX, "histories", trends=trends, partners=charts.worst_partners(trends))
    return folder / INDEX
