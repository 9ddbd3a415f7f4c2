"""What a check counts and where it fails. It opens no file and prints nothing; `Check` remembers a run to its end."""

from mtaudit.gate.baseline import Baseline, Row, row_of, rows_of
from mtaudit.gate.check import Check
from mtaudit.gate.decision import apply_gate, decide, gate_of, gates_of, status
from mtaudit.gate.suppressions import Suppression, Suppressions, unused_comments

__all__ = [
    "Baseline",
    "Check",
    "Row",
    "Suppression",
    "Suppressions",
    "apply_gate",
    "decide",
    "gate_of",
    "gates_of",
    "row_of",
    "rows_of",
    "status",
    "unused_comments",
]
