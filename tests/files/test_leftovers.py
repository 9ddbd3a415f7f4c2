"""What a run leaves that was killed while it wrote goes with a later one; what is in use stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtaudit.files.leftovers import SETTLED, SUFFIX, sweep
from mtaudit.files.whole import write_whole

WRITER = """
import sys, time
from pathlib import Path
from mtaudit.files.whole import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write("half")
    stream.flush()
    print("writing", flush=True)
    time.sleep(600)
"""


def writer(path: Path) -> subprocess.Popen[str]:
    """A process that is in the middle of a file."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "writing\n"
    return process


def temporary(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith(SUFFIX)]


def age(path: Path) -> None:
    then = time.time() - SETTLED - 60
    os.utime(path, (then, then))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes nothing that is open")
def test_a_later_run_deletes_what_killed_ones_left_and_nothing_that_is_in_use(tmp_path: Path) -> None:
    with writer(tmp_path / "live.jsonl") as live:
        (in_use,) = temporary(tmp_path)
        age(in_use)
        for number in range(3):
            with writer(tmp_path / f"dead{number}.jsonl") as dead:
                os.kill(dead.pid, signal.SIGKILL)
        left = set(temporary(tmp_path)) - {in_use}
        assert len(left) == 3
        for path in left:
            age(path)
        sweep.cache_clear()
        write_whole(tmp_path / "page.html", b"page")
        assert temporary(tmp_path) == [in_use]
        live.kill()


def test_only_old_files_and_folders_of_ours_are_swept(tmp_path: Path) -> None:
    names = [".a" + SUFFIX, "b" + SUFFIX, ".c.tmp", ".d" + SUFFIX, ".link" + SUFFIX, ".young" + SUFFIX]
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    folder = tmp_path / "reports"
    for name in names[:4]:
        (folder / name).mkdir(parents=True)
        (folder / name / "part").write_text("part")
        age(folder / name)
    (folder / names[4]).symlink_to(outside)
    (folder / names[5]).write_text("part")
    sweep(folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(["b" + SUFFIX, ".c.tmp", names[4], names[5]])
    assert (outside / "kept").exists()


def test_a_folder_that_cannot_be_looked_through_is_no_error(tmp_path: Path) -> None:
    sweep(tmp_path / "none")
    assert not (tmp_path / "none").exists()
