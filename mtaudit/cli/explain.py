"""`mtaudit explain RULE`."""

from __future__ import annotations

from typing import Annotated

import typer

PREVIEW = "This rule is a preview: what it flags, and with what confidence, may change in any release."


def explain_command(
    rule: Annotated[str, typer.Argument(help="A rule's code or name, such as MT501 or calque.")],
) -> None:
    """Print the page of one rule: what it flags, why, an example, what to write instead, and what it leaves alone."""
    from rich.console import Console
    from rich.markdown import Markdown

    from mtaudit.core import Status
    from mtaudit.rules import rule_named

    found = rule_named(rule)
    console = Console()
    heading = f"# {found.code} {found.name}\n\n*{found.category}, {found.severity}, {found.status}*\n\n"
    caution = f"{PREVIEW}\n\n" if found.status is Status.PREVIEW else ""
    console.print(Markdown(heading + caution + found.page))
