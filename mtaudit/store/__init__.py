"""What runs keep for later runs: the state of a gate, and the cache of reports."""

from mtaudit.store.cache import Cache, DamagedError, cached, discard, results
from mtaudit.store.reports import digest, identity, statements
from mtaudit.store.state import Store, opened

__all__ = [
    "Cache",
    "DamagedError",
    "Store",
    "cached",
    "digest",
    "discard",
    "identity",
    "opened",
    "results",
    "statements",
]
