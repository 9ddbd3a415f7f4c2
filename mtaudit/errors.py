"""The one exception tree, and what is said of faults. Every message says what went wrong and what to do about it."""

from __future__ import annotations

import errno

RAY_EXTRA = "pip install 'mtaudit[ray]'"
"""What brings Ray, and the libraries that read archives and Parquet."""
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def fault(error: Exception, what: str) -> str:
    """What is said of a fault of ours, which must cost one `what` (a text, a page, an input) and not the batch."""
    return f"mtaudit failed on it ({type(error).__name__}: {error}); please report this with the {what}"


def advice_on(error: Exception, otherwise: str) -> str:
    """What to do about something that cannot be written: room where that is what it wants for, else `otherwise`."""
    full = getattr(error, "errno", None) in _FULL or getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
    return "make room on the disk, or write to another" if full else otherwise


class MtauditError(Exception):
    """Anything that stops mtaudit from doing what it was asked; the command line turns it into exit status 2."""


class UsageError(MtauditError):
    """The command or a setting makes no sense as given."""


class InputError(MtauditError):
    """One input could not be read; the rest of the batch goes on."""


class ModelError(MtauditError):
    """A model is missing, cannot be fetched, or is not the file it should be."""
