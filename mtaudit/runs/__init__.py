"""Runs over many articles: inputs in, reports out to every format, with the results of earlier runs."""

from mtaudit.runs.counterparts import NO_COUNTERPARTS, Counterparts
from mtaudit.runs.execution import LOCALLY, ExecutionOptions
from mtaudit.runs.session import Session

__all__ = ["LOCALLY", "NO_COUNTERPARTS", "Counterparts", "ExecutionOptions", "Session"]
