"""The table of the rules: each code is written once, each rule lies in its family, and each page has the same parts."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import mtaudit
from mtaudit.core import Code, Family
from mtaudit.formats.page import passages
from mtaudit.rules import REGISTRY, RULES
from mtaudit.rules.interface import Detector

PACKAGE = Path(mtaudit.__file__).parent
HEADINGS = ["What it flags", "Why it matters", "Example", "Use instead", "What it does not flag"]


def test_the_table_has_a_row_for_each_code_in_order() -> None:
    assert [detector.rule.code for detector in REGISTRY] == sorted(Code)
    assert list(RULES) == list(Code)


@pytest.mark.parametrize("detector", REGISTRY, ids=lambda d: d.rule.name)
def test_a_rule_lies_in_the_folder_of_its_family_in_a_file_of_its_name(detector: Detector) -> None:
    rule = detector.rule
    module = f"mtaudit.rules.{rule.code.family}.{rule.name.replace('-', '_')}"
    assert type(detector).__module__ == module


def test_every_family_has_a_folder() -> None:
    folders = {path.parent.name for path in (PACKAGE / "rules").glob("*/__init__.py")}
    assert folders == {*Family, "text"}


def test_no_code_is_written_as_a_string_outside_the_table() -> None:
    written = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value}"
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "core" / "codes.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in list(Code)
    ]
    assert written == []


@pytest.mark.parametrize("detector", REGISTRY, ids=lambda d: d.rule.name)
def test_a_page_is_a_line_that_sums_it_up_and_the_same_sections(detector: Detector) -> None:
    page = detector.rule.page
    summary, *parts = passages(page)
    assert page.startswith(f"{detector.rule.summary}\n\n## ")
    assert summary.tag == "p"
    assert detector.rule.summary.endswith(".")
    assert [line[0][1] for part in parts if part.tag == "h" for line in part.lines] == HEADINGS
    tags = [part.tag for part in parts]
    assert tags[-1] != "h"
    assert all(tag != "h" or tags[i + 1] != "h" for i, tag in enumerate(tags[:-1])), "a section is empty"


@pytest.mark.parametrize("detector", REGISTRY, ids=lambda d: d.rule.name)
def test_the_markdown_of_a_page_is_all_understood(detector: Detector) -> None:
    left = [text for part in passages(detector.rule.page) for line in part.lines for tag, text in line if tag != "code"]
    assert [text for text in left if "*" in text or "`" in text or "##" in text] == []
