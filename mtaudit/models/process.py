"""Settings of the process that are made before a model is loaded: exact sums, memory given back, no progress bars."""

from __future__ import annotations

import ctypes
import os
import platform

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""
MAPPED = 2 << 20
"""Bytes from which a block is mapped on its own, and so given back to the system the moment it is freed."""
ALIKE = 4
"""Threads up to which torch's elementwise kernels give the same bits: their shares of a row are whole vectors then."""
KEPT = 32 << 20
"""Free bytes kept at the top of the heap, so that small blocks need not ask the system anew."""


def prepare() -> None:
    """Make all of these settings. Call it before the first product of two matrices; more than once is harmless."""
    # Threads that spin while they wait make an audit ten times slower on a machine that has other work, and a tenth
    # faster on one that has none. Read when torch is first imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from transformers.utils import logging

    logging.disable_progress_bar()  # it would run through our own
    _add_up_alike_on_any_threads()
    _return_what_is_freed()


def _add_up_alike_on_any_threads() -> None:
    """Ask Intel's MKL, which multiplies in float32, for the same bits however many threads share the work.

    Its default lets the last bits differ; the strict mode took no longer in any shape that the models use. More threads
    than ALIKE are not used: the ends of what each takes are computed by other instructions than the rest.
    """
    import torch

    os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")
    torch.set_num_threads(min(torch.get_num_threads(), ALIKE))


def _return_what_is_freed() -> None:
    """Fix the two thresholds, which glibc otherwise raises to the largest block that it has seen freed.

    Passes of many lengths then leave the heap in holes: over fifteen articles the process grows to 1.9 GB without
    this and stays at 1.2 GB with it, for a tenth more time. Elsewhere than on glibc it does nothing.
    """
    if platform.libc_ver()[0] == "glibc":
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_MMAP_THRESHOLD, MAPPED)
        libc.mallopt(_M_TRIM_THRESHOLD, KEPT)
