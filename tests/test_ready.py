"""What is handed to CI systems: the action and the hook parse, and the commands in them run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.model

CALQUES = "The two ministers met in the frame of the summit on Tuesday. Hundreds of people came to the ceremony.\n"
SOUND = "The council met on Tuesday and agreed on a budget. Work on the bridge begins in May, the mayor said.\n"
ACTION: dict[str, Any] = yaml.safe_load(Path(".github/actions/mtaudit/action.yml").read_text("utf-8"))
(HOOK,) = yaml.safe_load(Path(".pre-commit-hooks.yaml").read_text("utf-8"))
README = Path("README.md").read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with sound copy, calques, and settings under which those fail without a model."""
    (tmp_path / "sound.txt").write_text(SOUND)
    (tmp_path / "two words.txt").write_text(CALQUES)
    (tmp_path / "mtaudit.toml").write_text('select = ["calque"]\nfail-on = "minor"\n')
    return tmp_path


def run(command: list[str], desk: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {**os.environ, "PATH": path, **environment}
    return subprocess.run(command, cwd=desk, env=kept, capture_output=True, text=True, check=False)


def step(name: str) -> dict[str, Any]:
    return next(s for s in ACTION["runs"]["steps"] if s["name"] == name)


@pytest.mark.parametrize(
    ("inputs", "arguments", "status"),
    [("sound.txt", "", 0), ("*.txt", "", 1), ("*.txt", "--fail-on major --quiet", 0), ("gone.txt", "", 2)],
)
def test_the_action_checks_what_it_is_given(desk: Path, inputs: str, arguments: str, status: int) -> None:
    assert set(step("Check")["env"]) == {"INPUTS", "ARGUMENTS", "SARIF", "STATE"}
    told = {"INPUTS": inputs, "ARGUMENTS": arguments, "SARIF": "out.sarif", "STATE": "state.db"}
    done = run(["bash", "-euo", "pipefail", "-c", step("Check")["run"]], desk, **told)
    assert done.returncode == status, done.stderr
    assert (desk / "out.sarif").is_file() == (status != 2)
    assert ("::error title=mtaudit%3A the gate failed" in done.stdout) == (status == 1)


def test_no_input_of_the_action_is_written_into_a_script(desk: Path) -> None:
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", "")
    told = {"INPUTS": "sound.txt $(touch hacked) ; touch hacked", "ARGUMENTS": "", "SARIF": "o", "STATE": ""}
    assert run(["bash", "-euo", "pipefail", "-c", step("Check")["run"]], desk, **told).returncode == 2
    assert not (desk / "hacked").exists()


def test_the_action_installs_the_project_that_it_lies_in() -> None:
    place = Path(".github/actions/mtaudit")
    assert "$GITHUB_ACTION_PATH/../../.." in step("Install")["run"]
    assert (place / "../../..").resolve() == Path.cwd()


@pytest.mark.parametrize(("name", "status"), [("sound.txt", 0), ("two words.txt", 1)])
def test_the_hook_fails_where_the_gate_does(desk: Path, name: str, status: int) -> None:
    assert (HOOK["id"], HOOK["language"]) == ("mtaudit", "python")
    assert run([*shlex.split(HOOK["entry"]), name], desk).returncode == status


def test_the_workflow_and_the_hook_of_the_readme_name_what_there_is() -> None:
    blocks = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.+?)```", README, re.DOTALL)]
    (workflow,) = [b for b in blocks if "jobs" in b]
    (uses,) = [s for s in workflow["jobs"]["check"]["steps"] if s["uses"].partition("@")[0].endswith("actions/mtaudit")]
    assert set(uses["with"]) <= set(ACTION["inputs"])
    (hooks,) = [b for b in blocks if "repos" in b]
    assert hooks["repos"][0]["hooks"][0]["id"] == HOOK["id"]


def test_the_cron_line_of_the_readme_runs(desk: Path) -> None:
    (line,) = re.findall(r"^\*/15 \* \* \* \* (.+)$", README, re.MULTILINE)
    assert line.startswith("cd /srv/desk && ")
    command = line.removeprefix("cd /srv/desk && ")
    (desk / "mtaudit.toml").write_text('select = ["calque"]\nfail-on = "minor"\n[[feeds]]\nurl = "sound.txt"\n')
    (desk / "mail").write_text("#!/bin/sh\ncat > mailed\n")
    (desk / "mail").chmod(0o755)
    path = os.pathsep.join([str(desk), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = run(["bash", "-c", command], desk, PATH=path)
    assert (done.returncode, (desk / "mailed").exists()) == (0, False)
    (desk / "sound.txt").write_text(CALQUES)
    run(["bash", "-c", command], desk, PATH=path)
    assert "FAILS" in (desk / "mailed").read_text()
    (desk / "mailed").unlink()
    assert run(["bash", "-c", command], desk, PATH=path).returncode == 0
    assert not (desk / "mailed").exists()
