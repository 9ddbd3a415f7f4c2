"""How many processes audit a batch."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

WORTH = 8
"""The fewest articles for which a process is started: loading the models takes as long as a few articles."""
MEMORY = 1536 << 20
"""Bytes that a process may need."""
GPU_MEMORY = 2048
"""Mebibytes of a GPU's memory that a process may need."""
ON_GPU = 8
"""The most processes that a GPU serves. One keeps it waiting: 2, 4, 8, 12 read 1.9, 3.3, 4.5, 4.9 times as fast."""
_LIMITS = Path("/sys/fs/cgroup")
"""Where Linux states the limits of a container (control groups, version 2)."""


def cores() -> int:
    """The cores that this process may use: those that it is bound to, or fewer if its container allows fewer."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _limit("cpu.max").partition(" ")
    return max(1, min(own, -(-int(quota) // int(period)))) if quota.isdigit() and period.strip().isdigit() else own


def room() -> int:
    """Bytes of memory that are free for this process and its children."""
    import psutil

    free = int(psutil.virtual_memory().available)
    most, used = _limit("memory.max"), _limit("memory.current")
    if not (most.isdigit() and used.isdigit()):
        return free
    reclaimed = re.search(r"(?m)^inactive_file (\d+)$", _limit("memory.stat"))  # files that were read, and can go
    return min(free, int(most) - int(used) + (int(reclaimed[1]) if reclaimed else 0))


def gpu_room() -> int | None:
    """Mebibytes that are free on the first GPU, 0 if that is unknown; None if there is no GPU."""
    if not Path("/dev/nvidiactl").exists() or os.environ.get("CUDA_VISIBLE_DEVICES") == "":
        return None
    asked = ["nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits"]
    try:
        output = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout  # noqa: S603
        return int(output.split()[0])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return 0


def workers_for(articles: int | None, wanted: int) -> int:
    """How many processes audit `articles` (None: unknown): `wanted` or, if that is 0, as many as are worthwhile.

    That is one per core, as far as there is work and memory for them, and no more than a GPU serves if one is used.
    """
    if wanted:
        return wanted
    if articles is None:
        return 1
    free = gpu_room()
    most = cores() if free is None else min(cores(), ON_GPU, free // GPU_MEMORY)
    return max(1, min(most, articles // WORTH, room() // MEMORY))


def _limit(name: str) -> str:
    try:
        return (_LIMITS / name).read_text("ascii").strip()
    except (OSError, UnicodeError):
        return ""
