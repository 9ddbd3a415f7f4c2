"""One article in, one report out, and what the report rests on."""

from mtaudit.audit.auditor import Auditor, needs

__all__ = ["Auditor", "needs"]
