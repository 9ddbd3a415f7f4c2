"""What rooms share when they are tested."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from mtaudit.config import Settings
from mtaudit.models import Models
from tests.support.chromium import found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

if "PYTEST_XDIST_WORKER" in os.environ:  # one thread a worker: threads that wait for each other take longest
    os.environ.setdefault("OMP_NUM_THREADS", "1")

os.environ["MTAUDIT_CACHE_SIZE"] = "0"  # what is tested is audited, and nothing of it is left in the user's cache
os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")  # as `prepare` has it, but before any test multiplies: MKL looks once
os.environ["MTAUDIT_WORKERS"] = "1"  # several tests run side by side as it is

settings.register_profile("mtaudit", deadline=None)  # the first call of a test may load a library
settings.register_profile("quick", deadline=None, max_examples=20)


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples where only the quick tests are asked for."""
    settings.load_profile("quick" if "not model" in config.getoption("markexpr") else "mtaudit")


_QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, without importing it, a module that is marked as a whole and not wanted: imports take seconds."""
    if collection_path.suffix == ".py" and "not model" in config.getoption("markexpr"):
        return "\npytestmark = pytest.mark.model\n" in collection_path.read_text("utf-8") or None
    return None


NEEDS = {"browser": "browser", "models": "model"}
"""The marker of whatever uses a fixture."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a model or a browser; what needs a model without its fixture marks itself."""
    for item in items:
        for fixture, marker in NEEDS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the system's, else the one that Playwright installed."""
    from playwright.sync_api import Error, sync_playwright

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        try:
            # Chromium's sandbox refuses to work for root, as in most containers.
            browser = playwright.chromium.launch(executable_path=found(), args=[*_QUIET, *["--no-sandbox"] * is_root])
        except Error as error:
            pytest.fail(f"no Chromium starts; run `python -m tests.support.chromium`: {error}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def models() -> Models:
    """The real models, from the user's cache; on a new machine they are fetched once."""
    return Models(Settings())
