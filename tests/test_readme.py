"""What the README says is so: its commands parse, its tables are complete, its figures are those measured."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

from mtaudit.config import Settings, load
from mtaudit.config.validation import kebab
from mtaudit.formats import FORMATS
from mtaudit.gate import Suppressions
from mtaudit.rules import RULES
from tests.support.commands import mtaudit

pytestmark = pytest.mark.model

README = Path("README.md").read_text("utf-8")


def usage() -> list[str]:
    block = re.search(r"<!-- usage -->\n```sh\n(.+?)```", README, re.DOTALL)
    assert block
    return [line.partition("#")[0].strip() for line in block[1].splitlines()]


@pytest.mark.parametrize("command", usage())
def test_every_flag_and_command_shown_is_known_to_the_program(command: str) -> None:
    words = shlex.split(command.rpartition("|")[2])
    assert words[0] == "mtaudit"
    path = words[1:3] if words[1] in ("models", "corpora", "train", "bench", "originals", "cache") else words[1:2]
    shown = set(re.findall(r"(?<!\S)--?[a-z-]+", mtaudit(*path, "--help").stdout))
    flags = [word for word in words if word.startswith("-") and word != "-"]
    assert all(flag in shown for flag in flags)


@pytest.mark.parametrize("command", ["audit", "check", "history"])
def test_every_flag_is_in_the_readme(command: str) -> None:
    flags = set(re.findall(r"(--[a-z-]+)", mtaudit(command, "--help").stdout)) - {"--help"}
    assert [flag for flag in sorted(flags) if f"`{flag}" not in README] == []


def test_every_setting_is_in_the_readme_s_table_and_its_example_is_read(tmp_path: Path) -> None:
    table = README.partition("| setting | default |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z-]+)`", "".join(row.split("|")[1] for row in table.splitlines()[2:])))
    assert named == {kebab(f.name) for f in fields(Settings)}
    settings, suppressions = re.findall(r"```toml\n(.+?)```", README, re.DOTALL)[::-1]
    (tmp_path / "mtaudit.toml").write_text(settings)
    assert load({}, tmp_path / "mtaudit.toml").settings.feeds[0].name == "Partner"
    assert len(Suppressions.parse(suppressions, "example").rows) == 1


def test_every_rule_and_format_is_in_the_readme() -> None:
    for rule in RULES.values():
        assert f"| {rule.code} | `{rule.name}` | {rule.severity} | {rule.status} | {rule.summary} |" in README
    for name in FORMATS:
        assert f"| `{name}` |" in README


def test_the_table_of_packages_is_the_listing() -> None:
    table = README.partition("| package | contents |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `mtaudit/(\w+)/`", table, re.MULTILINE))
    assert named == {path.parent.name for path in Path("mtaudit").glob("*/__init__.py")}


def test_every_link_into_the_project_leads_somewhere() -> None:
    for page in (Path("README.md"), *Path("docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page}: {target}"
