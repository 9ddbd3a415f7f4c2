"""What is measured in a process of its own, so that nothing that ran before it counts."""

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


def in_its_own(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the call returns, made in a process that has done nothing yet."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(call, *args, **kwargs).result()


def peak() -> float:
    """Bytes of memory that this process and those that it began have held at most, added up.

    Where the system does not tell of each, as Linux does, only this process counts.
    """
    import psutil

    own = psutil.Process()
    held = [_held(process.pid) for process in (own, *own.children(recursive=True))]
    if held[0]:
        return sum(held)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _held(pid: int) -> float:
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text("ascii", "replace"))
    except OSError:
        return 0.0
    return 1024.0 * int(found[1]) if found else 0.0
