"""Where articles are audited: in this process, or in several. Every engine says the same of the same article."""

from mtaudit.engines.alone import Alone
from mtaudit.engines.cores import workers_for
from mtaudit.engines.groups import AT_ONCE
from mtaudit.engines.interface import Engine, Item
from mtaudit.engines.processes import Processes
from mtaudit.engines.recipe import Recipe

__all__ = ["AT_ONCE", "Alone", "Engine", "Item", "Processes", "Recipe", "workers_for"]
