"""Settings, and where they come from."""

from mtaudit.config.settings import FailOn, Feed, Gate, PathGate, Settings
from mtaudit.config.sources import Loaded, load

__all__ = ["FailOn", "Feed", "Gate", "Loaded", "PathGate", "Settings", "load"]
