"""Runs measurements in a process of their own, so that nothing that ran before affects them."""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_PEAK = re.compile(r"(?m)^VmHWM:\s+(\d+) kB$")


def in_new_process(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Make the call in a new process, and return its result."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(call, *args, **kwargs).result()


def peak() -> float:
    """Peak memory in bytes: the sum of the peaks of this process and those that it started.

    On systems without /proc only this process counts.
    """
    import psutil

    own = psutil.Process()
    peaks = [_peak_of(process.pid) for process in (own, *own.children(recursive=True))]
    if peaks[0]:
        return sum(peaks)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _peak_of(pid: int) -> float:
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text("ascii", "replace"))
    except OSError:
        return 0.0
    return 1024.0 * int(found[1]) if found else 0.0
