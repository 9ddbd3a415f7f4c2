"""What a check counts and where it fails. Pure: it opens no file, prints nothing, and remembers nothing."""

from mtaudit.policy.baseline import Baseline, Row, row_of, rows_of
from mtaudit.policy.gate import decide, examine, gate_of, gates_of, status
from mtaudit.policy.suppressions import Suppression, Suppressions, unused_comments

__all__ = [
    "Baseline",
    "Row",
    "Suppression",
    "Suppressions",
    "decide",
    "examine",
    "gate_of",
    "gates_of",
    "row_of",
    "rows_of",
    "status",
    "unused_comments",
]
