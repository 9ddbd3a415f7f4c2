"""One article in, one report out, and what the report rests on."""

from mtaudit.auditor.auditor import Auditor, needs

__all__ = ["Auditor", "needs"]
