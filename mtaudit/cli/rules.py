"""`mtaudit rules`."""

from __future__ import annotations

PIPED = 250
"""Columns of a line that no terminal folds."""


def rules_command() -> None:
    """List the rules: code, name, category, severity, status, and what each flags."""
    from rich.console import Console
    from rich.table import Table

    from mtaudit.rules import RULES

    table = Table(box=None, pad_edge=False)
    for heading in ("code", "name", "category", "severity", "status"):
        table.add_column(heading, no_wrap=True)
    table.add_column("flags", overflow="fold")
    for rule in RULES.values():
        table.add_row(rule.code, rule.name, rule.category, rule.severity, rule.status, rule.summary)
    console = Console()
    if not console.is_terminal:
        console.width = PIPED  # a line for each rule, for grep and the like
    console.print(table)
