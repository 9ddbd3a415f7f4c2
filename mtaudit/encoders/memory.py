"""Keep glibc from holding on to what the models have freed."""

from __future__ import annotations

import ctypes
import platform

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""
MAPPED = 2 << 20
"""Bytes from which a block is mapped on its own, and so given back to the system the moment it is freed."""
KEPT = 32 << 20
"""Free bytes kept at the top of the heap, so that small blocks need not ask the system anew."""


def return_what_is_freed() -> None:
    """Fix the two thresholds, which glibc otherwise raises to the largest block that it has seen freed.

    Passes of many lengths then leave the heap in holes: over fifteen articles the process grows to 1.9 GB without
    this and stays at 1.2 GB with it, for a tenth more time. Elsewhere than on glibc it does nothing.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, MAPPED)
        libc.mallopt(_M_TRIM_THRESHOLD, KEPT)
