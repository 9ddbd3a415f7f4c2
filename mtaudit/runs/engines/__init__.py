"""Where articles are audited: in this process, or in several. Every engine says the same of the same article."""

from mtaudit.runs.engines.alone import Alone
from mtaudit.runs.engines.cores import workers_for
from mtaudit.runs.engines.groups import AT_ONCE
from mtaudit.runs.engines.interface import Engine, Item
from mtaudit.runs.engines.processes import Processes
from mtaudit.runs.engines.recipe import Recipe

__all__ = ["AT_ONCE", "Alone", "Engine", "Item", "Processes", "Recipe", "workers_for"]
