"""Settings, and where they come from."""

from mtaudit.config.settings import FailOn, Feed, Gate, Override, PathGate, Sensitivity, Settings, Undecided
from mtaudit.config.sources import Loaded, load

__all__ = ["FailOn", "Feed", "Gate", "Loaded", "Override", "PathGate", "Sensitivity", "Settings", "Undecided", "load"]
