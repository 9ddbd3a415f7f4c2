"""The file that a tagger is kept in: safetensors, whose metadata say which kind of tagger it is and in which format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mtaudit.errors import ModelError

if TYPE_CHECKING:
    import torch

ADVICE = "`mtaudit train tagger` trains one"
"""What to do about a file that holds no tagger."""


def metadata_of(path: Path) -> dict[str, str]:
    """The metadata of a file of weights, which is not loaded for it.

    Raises:
        ModelError: if it is not there or no such file.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            return dict(file.metadata() or {})
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} holds no tagger ({error}); {ADVICE}") from error


def write(path: Path, kind: str, version: int, tensors: Mapping[str, torch.Tensor], facts: Mapping[str, str]) -> None:
    """Write a tagger's weights and the facts that it is loaded by; equal content gives equal bytes.

    Args:
        kind: of tagger, and
        version: of the format in which a tagger of this kind is kept: by these two, `load_tagger` chooses a loader.
    """
    from safetensors.torch import save_file

    save_file(dict(tensors), path, {**facts, "kind": kind, "format": str(version)})
    _sort_metadata(path)


def _sort_metadata(path: Path) -> None:
    """Sort the metadata by name: safetensors writes it in another order each time, and the hash names the tagger."""
    content = path.read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    encoded = json.dumps(header, separators=(",", ":")).encode().ljust(size)
    path.write_bytes(len(encoded).to_bytes(8, "little") + encoded + content[8 + size :])
