"""The settings, each with its one default. Frozen: what is in force for a run is decided once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Gt, Le, Lt, Predicate

from mtaudit.config.validation import STRICT, Name, validated
from mtaudit.core import Severity

MEBIBYTE = 1 << 20


class Sensitivity(StrEnum):
    """How many false alarms are accepted: budgets of .3, 1 and 3 findings in 1,000 words of native news."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class FailOn(StrEnum):
    """What fails an article: a finding of that severity or worse; or that label or worse, or a critical finding."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    SUSPECT = "suspect"
    MACHINE = "machine"
    NEVER = "never"


class Undecided(StrEnum):
    """Whether an article without a verdict fails or passes."""

    PASS = "pass"  # noqa: S105 (no password)
    FAIL = "fail"


Count = Annotated[int, Ge(0)]
Share = Annotated[float, Ge(0), Le(1)]
HeaderText = Annotated[str, Predicate(lambda text: text.isprintable() and text.isascii())]


@dataclass(frozen=True, slots=True)
class Gate:
    """Where a check fails, and what it shows.

    Attributes:
        fail_on: what makes an article fail.
        max_findings: findings of the severity of `fail_on` that an article may have without failing.
        max_share: share of the articles that may fail before the gate does, 0..1.
        min_severity: findings under it are not shown; they may still fail an article.
        undecided: whether an article without a verdict fails. With None it passes beside others, but a gate on labels
            does not pass if none of its articles has a verdict.
    """

    __pydantic_config__: ClassVar[Any] = STRICT

    fail_on: FailOn = FailOn.MACHINE
    max_findings: Count = 0
    max_share: Share = 0.0
    _: KW_ONLY
    min_severity: Severity = Severity.MINOR
    undecided: Undecided | None = None


DEFAULT_GATE = Gate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Gate settings for a part of the inputs; None leaves the setting for all."""

    fail_on: FailOn | None = None
    max_findings: Count | None = None
    max_share: Share | None = None
    min_severity: Severity | None = None
    undecided: Undecided | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Override):
    """A feed that is checked if no input is named, and its own gate settings.

    Attributes:
        url: its address, or a path.
        name: its name in reports; the address if it is empty.
        headers: sent with every request for it, such as a token; never to another server that it redirects to.
    """

    __pydantic_config__: ClassVar[Any] = STRICT

    url: Name
    name: str = ""
    headers: Mapping[HeaderText, HeaderText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathGate(Override):
    """Gate settings for the inputs whose path or address matches a pattern."""

    __pydantic_config__: ClassVar[Any] = STRICT

    match: Name


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    Attributes:
        lm: the fluency model: a name that `mtaudit models list` shows, a folder, or a Hugging Face name.
        tagger: the file of a garble tagger trained on `lm`; None for the one that comes with mtaudit.
        decision: the file of a decision fitted on `tagger`; None for the one that comes with mtaudit.
        multilingual_encoder: what compares articles with their sources, named as `lm` is; None for nothing.
        model_dir: a folder of models that is looked in before the user's cache.
        offline: forbid every fetch of a model.
        select: rules to run, by code, prefix of a code ("MT1") or name; empty for all.
        extend_select: rules to run beside those of `select`.
        ignore: rules not to run.
        per_path_ignores: patterns of ids, URLs or paths, and the rules that are not reported of what matches.
        thorough: whether a repair that gains nothing at first is still tried to the end.
        vocabulary: names and house terms that are never flagged.
        sensitivity: how many false alarms in sound copy are accepted for finding more garbled phrases.
        prior: share of the articles, as they come in, that a machine made.
        min_words: fewer audited words than this leave an article's verdict undecided.
        max_words: an article with more than this is not audited; it is a dump of many.
        timeout: seconds that a server may stay silent; an input may take ten times as long to fetch, and to parse.
        retries: how often a fetch that failed for the moment is tried again.
        allow_private: whether addresses of a private network may be fetched.
        fetch_pages: whether the page behind an entry of which a feed gives a summary only is fetched and audited.
        max_bytes: the most that is read of one page, feed or text file, and of one line of JSON Lines.
        cache_size: mebibytes of reports that are kept for later runs; 0 keeps none.
        workers: processes that audit; 0 for as many as are worthwhile.
        fail_on, max_findings, max_share, min_severity, undecided: as in `Gate`.
        feeds: feeds, each with its own gate settings.
        paths: patterns of inputs, each with its own gate settings; the first that matches counts.
    """

    __pydantic_config__: ClassVar[Any] = STRICT

    lm: Name = "smollm2-135m-instruct"
    tagger: Path | None = None
    decision: Path | None = None
    _: KW_ONLY
    multilingual_encoder: Name | None = None
    model_dir: Path | None = None
    offline: bool = False
    select: tuple[Name, ...] = ()
    extend_select: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()
    per_path_ignores: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    thorough: bool = False
    vocabulary: tuple[Name, ...] = ()
    sensitivity: Sensitivity = Sensitivity.NORMAL
    prior: Annotated[float, Gt(0), Lt(1)] = 0.05
    min_words: Count = 80
    max_words: Count = 50_000
    timeout: Annotated[float, Gt(0), Le(3600)] = 20.0
    retries: Annotated[int, Ge(0), Le(10)] = 2
    allow_private: bool = False
    fetch_pages: bool = False
    max_bytes: Annotated[int, Gt(0)] = 32 * MEBIBYTE
    cache_size: Count = 512
    workers: Count = 0
    fail_on: FailOn = DEFAULT_GATE.fail_on
    max_findings: Count = DEFAULT_GATE.max_findings
    max_share: Share = DEFAULT_GATE.max_share
    min_severity: Severity = DEFAULT_GATE.min_severity
    undecided: Undecided | None = DEFAULT_GATE.undecided
    feeds: tuple[Feed, ...] = ()
    paths: tuple[PathGate, ...] = ()

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Settings:
        """Settings from names, written with `_` or `-`, and values; what is not named keeps its default.

        Raises:
            UsageError: on an unknown name (the message gives the nearest known one) or a value that is none for it.
        """
        return validated(cls, values, {"feeds": Feed, "paths": PathGate})
