"""`mtaudit version`."""

from __future__ import annotations


def version_command() -> None:
    """Print the version."""
    from mtaudit import __version__

    print(__version__)
