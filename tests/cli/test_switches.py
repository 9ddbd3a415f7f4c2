"""Switches: what a settings file turns on, the command line can turn off, in every command that has the switch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from mtaudit.cli import app
from mtaudit.config import Settings
from mtaudit.config.validation import kebab

pytestmark = pytest.mark.model

SWITCHES = [f.name for f in fields(Settings) if isinstance(f.default, bool)]


def shown(command: str, *flags: str) -> list[str]:
    done = CliRunner().invoke(app, [command, "--show-settings", *flags])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.fixture
def all_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that turns every switch on."""
    file = tmp_path / "mtaudit.toml"
    file.write_text("".join(f"{kebab(name)} = true\n" for name in SWITCHES))
    monkeypatch.chdir(tmp_path)
    return file


@pytest.mark.parametrize("command", ["audit", "check"])
@pytest.mark.parametrize("switch", SWITCHES)
def test_a_flag_turns_off_what_the_settings_file_turns_on(command: str, switch: str, all_on: Path) -> None:
    name = kebab(switch)
    assert f"{name} = true  # {all_on}" in shown(command)
    assert f"{name} = false  # --no-{name}" in shown(command, f"--no-{name}")
    assert f"{name} = true  # --{name}" in shown(command, f"--{name}")


def commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path}{name} ")
        else:
            yield f"{path}{name}", command


def test_every_command_that_has_a_switch_can_turn_it_off_and_leaves_it_alone_by_default() -> None:
    found = [
        (name, option)
        for name, command in commands(typer.main.get_command(app))
        for option in command.params
        if option.name in SWITCHES
    ]
    assert {name for name, _ in found} >= {"audit", "check", "originals add"}
    for name, option in found:
        assert option.secondary_opts == [f"--no-{kebab(option.name)}"], (name, option.name)
        assert option.default is None, (name, option.name)
