"""The command line, in a process of its own and in this one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mtaudit.cli import main


def environment() -> dict[str, str]:
    """This process's, with a place beside the checkout where what is compiled is kept for the next process."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "mtaudit-tests-compiled")}


def mtaudit(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mtaudit", *map(str, arguments)]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False, cwd=cwd, env=environment())
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


CALQUES = "The two ministers met in the frame of the summit on Tuesday. Hundreds of people assisted to the ceremony.\n"


def check(*arguments: str | Path) -> CompletedProcess[str]:
    return in_process("check", *arguments)


def in_process(*arguments: str | Path) -> CompletedProcess[str]:
    """The command line as a process would run it, in this one: a hundred processes take minutes to start."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    command = ["mtaudit", *map(str, arguments)]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as ended:
            main()
    told = [(stream.flush(), stream.buffer.getvalue().decode("utf-8"))[1] for stream in (out, err)]
    return CompletedProcess(command, int(ended.value.code or 0), *told)


def in_folder(*arguments: str | Path, cwd: Path | None = None) -> CompletedProcess[str]:
    """`mtaudit` in this process: each process of its own takes seconds to import the models' libraries."""
    with chdir(cwd or Path()):
        return in_process(*arguments)
