"""The auditor, which reports on articles one by one, and the signature of its reports."""

from mtaudit.auditor.auditor import Auditor, needs

__all__ = ["Auditor", "needs"]
