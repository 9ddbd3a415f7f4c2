"""`mtaudit explain RULE`."""

from __future__ import annotations

from typing import Annotated

import typer


def explain_command(
    rule: Annotated[str, typer.Argument(help="A rule's code or name, such as MT501 or calque.")],
) -> None:
    """Print the page of one rule: what it flags, why, an example, and what it leaves alone."""
    from rich.console import Console
    from rich.markdown import Markdown

    from mtaudit.rules import rule_named

    found = rule_named(rule)
    console = Console()
    heading = f"# {found.code} {found.name}\n\n*{found.category}, {found.severity}*\n\n"
    console.print(Markdown(heading + found.page))
