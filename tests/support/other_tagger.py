"""A tagger that says what the packaged one says and is another file, and decisions that name a tagger."""

from __future__ import annotations

import re
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file

from mtaudit.models.tagging.load import PACKAGED
from mtaudit.verdict.parameters import PACKAGED as DECISION


def other_tagger(path: Path) -> Path:
    """Write the packaged tagger with one more fact in its header, and return the path."""
    with safe_open(PACKAGED, framework="pt") as file:
        facts = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    save_file(tensors, path, {**facts, "note": "another file"})
    return path


def decision_on(sha256: str) -> str:
    """The packaged decision as if it had been fitted on the tagger of that hash."""
    text, count = re.subn(r'(?m)^tagger = ".*"$', f'tagger = "{sha256}"', DECISION.read_text("utf-8"))
    assert count == 1
    return text
