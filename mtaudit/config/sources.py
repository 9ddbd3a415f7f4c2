"""Where settings come from: a file found upward from the working directory, the environment, flags. Later ones win."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from mtaudit.config.addresses import without_credentials
from mtaudit.config.settings import Gate, Settings
from mtaudit.config.validation import kebab
from mtaudit.errors import UsageError

FILE, PROJECT = "mtaudit.toml", "pyproject.toml"
PREFIX = "MTAUDIT_"
LISTS = frozenset({"select", "extend_select", "ignore", "vocabulary"})
"""Settings whose values in the environment are separated by commas."""
TABLES = frozenset({"per_path_ignores", "feeds", "paths"})
"""Settings that only a file can hold."""
PLACES = frozenset({"tagger", "decision", "model_dir"})
"""Settings that name a path; in a file, it starts at the folder of the file."""
LOG_LEVEL = "MTAUDIT_LOG_LEVEL"
ELSEWHERE = frozenset({"MTAUDIT_CORPORA", LOG_LEVEL})
"""Environment variables that other modules read."""
DEFAULT = "default"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, and where each came from.

    Attributes:
        origins: by the name of the setting: "default", a file, an environment variable or a flag.
        file: the file that was read, if any.
    """

    settings: Settings
    origins: Mapping[str, str]
    file: Path | None

    def lines(self) -> Iterator[str]:
        """A line for each setting, as a file would have it, with its origin; the values of headers are hidden."""
        for name in (f.name for f in fields(Settings)):
            value = getattr(self.settings, name)
            yield f"{kebab(name)} = {_shown(value)}  # {self.origins[name]}"


def load(
    flags: Mapping[str, Any], file: Path | None = None, isolated: bool = False, folder: Path | None = None
) -> Loaded:
    """Merge the sources.

    Args:
        flags: the values that the command line gave; None for a flag that was not given.
        file: a settings file; if None, one is looked for in `folder` (the working directory) and those above it.
        isolated: read neither a file nor the environment.

    Raises:
        UsageError: if a file cannot be read, or a source holds an unknown setting or an invalid value.
    """
    if isolated and file:
        raise UsageError("--isolated ignores settings files; leave out either it or --config")
    found: dict[str, Any] = {}
    origins = dict.fromkeys((f.name for f in fields(Settings)), DEFAULT)
    file = None if isolated else file or _look(folder or Path.cwd())
    sources: list[tuple[Mapping[str, Any], str]] = []
    if file:
        logger.info("settings are read from %s", file)
        sources.append((_from_file(file), str(file)))
    if not isolated:
        sources += [({name: value}, variable) for name, value, variable in _from_environment(os.environ)]
    sources += [({name: value}, _flag(name, value)) for name, value in flags.items() if value is not None]
    for values, origin in sources:
        try:
            Settings.from_mapping(values)  # separately, so that a fault is reported with the source that it is in
        except UsageError as error:
            raise UsageError(f"{origin}: {error}") from error
        spelt = {name.replace("-", "_"): value for name, value in values.items()}
        found |= spelt
        origins |= dict.fromkeys(spelt, origin)
    forced = {f.name for f in fields(Gate) if origins[f.name] not in (DEFAULT, str(file))}
    return Loaded(_over_tables(Settings.from_mapping(found), forced), origins, file)


def _over_tables(settings: Settings, forced: Set[str]) -> Settings:
    """Apply gate settings of a flag or the environment to every feed and path too."""
    nothing: dict[str, Any] = dict.fromkeys(forced)
    return replace(
        settings,
        feeds=tuple(replace(feed, **nothing) for feed in settings.feeds),
        paths=tuple(replace(path, **nothing) for path in settings.paths),
    )


def _flag(name: str, value: object) -> str:
    """The flag that sets a setting to a value."""
    if name == "cache_size":
        return "--no-cache"
    return f"--no-{kebab(name)}" if value is False else f"--{kebab(name)}"


def _look(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if (candidate / FILE).is_file():
            return candidate / FILE
        project = candidate / PROJECT
        if project.is_file() and _table(_toml(project)) is not None:
            return project
    return None


def _from_file(file: Path) -> dict[str, Any]:
    facts = _toml(file)
    values = _table(facts) if file.name == PROJECT else facts
    if not isinstance(values, dict):
        raise UsageError(f"{file} has no table [tool.mtaudit]; write one, or name another file with --config")
    return {
        name: str(file.parent / value) if name.replace("-", "_") in PLACES and isinstance(value, str) else value
        for name, value in values.items()
    }


def _table(project: Mapping[str, Any]) -> Any:
    """The table for mtaudit in a pyproject.toml; None if it has none."""
    tools = project.get("tool")
    return tools.get("mtaudit") if isinstance(tools, dict) else None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); name another with --config") from error
    except (ValueError, RecursionError) as error:  # of TOML, of UTF-8, of tables in tables
        raise UsageError(f"{file} is not valid TOML: {error}; fix it, or ignore it with --isolated") from error


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Any, str]]:
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in ELSEWHERE:
            continue
        name, value = variable.removeprefix(PREFIX).lower(), environment[variable]
        if name in TABLES:
            raise UsageError(f"{variable}: only a file can hold {kebab(name)!r}; write it into {FILE}")
        yield name, [v.strip() for v in value.split(",") if v.strip()] if name in LISTS else value, variable


def _shown(value: Any) -> str:
    """A value roughly as TOML writes it, for display."""
    if value is None:
        return "(none)"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, str | Path):
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f'"{k}" = {_shown(v)}' for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    kept = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) not in (None, "", {})}
    if "headers" in kept:
        kept["headers"] = dict.fromkeys(kept["headers"], "...")
    if "url" in kept:
        kept["url"] = without_credentials(kept["url"])
    parts = (f"{kebab(name)} = {_shown(item)}" for name, item in kept.items())
    return "{" + ", ".join(parts) + "}"
