"""Engines, which audit articles in this process or in several. All give the same report on the same article."""

from mtaudit.runs.engines.alone import Alone
from mtaudit.runs.engines.cores import workers_for
from mtaudit.runs.engines.groups import AT_ONCE
from mtaudit.runs.engines.interface import Engine, Item
from mtaudit.runs.engines.processes import Processes
from mtaudit.runs.engines.recipe import Recipe

__all__ = ["AT_ONCE", "Alone", "Engine", "Item", "Processes", "Recipe", "workers_for"]
