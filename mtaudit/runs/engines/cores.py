"""How many processes a batch is worth."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

WORTH = 8
"""Articles, at least, for which a process is begun: it takes as long as a few of them to load the models."""
MEMORY = 1536 << 20
"""Bytes that a process may need."""
GPU_MEMORY = 2048
"""Mebibytes of a GPU's memory that a process may need."""
ON_GPU = 8
"""Processes that a GPU serves, at most. One keeps it waiting: 2, 4, 8, 12 read 1.9, 3.3, 4.5, 4.9 times as fast."""
_LIMITS = Path("/sys/fs/cgroup")
"""Where Linux tells a container what it may use (control groups, version 2)."""


def cores() -> int:
    """How many this process may use: those that it is bound to, or what its container leaves it of them."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _limit("cpu.max").partition(" ")
    return max(1, min(own, -(-int(quota) // int(period)))) if quota.isdigit() and period.strip().isdigit() else own


def room() -> int:
    """Bytes of memory that are free for this process and those that it begins."""
    import psutil

    free = int(psutil.virtual_memory().available)
    most, used = _limit("memory.max"), _limit("memory.current")
    if not (most.isdigit() and used.isdigit()):
        return free
    reclaimed = re.search(r"(?m)^inactive_file (\d+)$", _limit("memory.stat"))  # files that were read, and can go
    return min(free, int(most) - int(used) + (int(reclaimed[1]) if reclaimed else 0))


def gpu_room() -> int | None:
    """Mebibytes that are free on the first GPU, 0 where nobody can tell; None where there is none."""
    if not Path("/dev/nvidiactl").exists() or os.environ.get("CUDA_VISIBLE_DEVICES") == "":
        return None
    asked = ["nvidia-smi", "--query-gpu=memory.free", "--format=csv,noheader,nounits"]
    try:
        output = subprocess.run(asked, capture_output=True, text=True, timeout=10, check=True).stdout  # noqa: S603
        return int(output.split()[0])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        return 0


def workers_for(articles: int | None, wanted: int) -> int:
    """How many processes audit `articles` (None: nobody knows): `wanted`, or, where that is 0, as many as pay.

    That is one a core, as far as there is work and memory for them, and as a GPU serves them where one does the work.
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
