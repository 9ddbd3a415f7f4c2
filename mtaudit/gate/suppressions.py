"""Suppressions: findings that an editor has looked at and let stand, each with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar

from mtaudit.config.patterns import matches
from mtaudit.config.validation import STRICT, Name, validated
from mtaudit.core import Article, Finding, Ignore, visible
from mtaudit.errors import UsageError
from mtaudit.rules import codes


@dataclass(frozen=True, slots=True)
class Suppression:
    """One of them.

    Attributes:
        article: a pattern of ids, URLs or paths.
        rule: a code, a prefix of codes, or a name.
        reason: why it is let stand; it is shown.
        text: what the finding must hold, in any case; "" for anything.
    """

    __pydantic_config__: ClassVar[Any] = STRICT

    article: Name
    rule: Name
    reason: Name
    _: KW_ONLY
    text: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__: ClassVar[Any] = STRICT

    ignore: tuple[Suppression, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Those that hold for the whole run, each with the codes of its rules."""

    rows: tuple[tuple[Suppression, frozenset[str]], ...] = ()

    @classmethod
    def parse(cls, text: str, name: str) -> Suppressions:
        """Read a file of suppressions; `name` tells the user which.

        Raises:
            UsageError: if it is no TOML, or a row of it will not do or names no rule.
        """
        try:
            rows = validated(_File, tomllib.loads(text), {"ignore": Suppression}).ignore
            return cls(tuple((row, codes([row.rule])) for row in rows))
        except (ValueError, UsageError) as error:
            raise UsageError(f"{name}: {error}") from error

    def match(self, article: Article, finding: Finding) -> Suppression | Ignore | None:
        """What suppresses the finding: the first row, or comment in the article itself, that names it."""
        for row, rules in self.rows:
            within = row.text.casefold() in visible(finding.text).casefold()
            if within and finding.rule in rules and matches(article, row.article):
                return row
        return next((i for i in article.ignores if i.reason and finding.rule in _codes(i.rule)), None)

    def unused(self, used: Container[Suppression | Ignore]) -> Iterator[str]:
        """The rows that are not among those that held something back, a line each."""
        for row, _ in self.rows:
            if row not in used:
                about = f" {row.text!r}" if row.text else ""
                yield f"the suppression of {row.rule}{about} for {row.article} matches nothing"


def unused_comments(article: Article, used: Container[Suppression | Ignore]) -> Iterator[str]:
    """The comments of an audited article that held nothing back, a line each."""
    for ignore in article.ignores:
        if ignore not in used:
            why = "matches nothing" if _codes(ignore.rule) else "names no rule"
            if not ignore.reason:
                why = "has no effect; write <!-- mtaudit: ignore RULE -- reason -->, one rule per comment"
            yield f"the comment 'mtaudit: ignore {ignore.rule}' in {article.id} {why}"


def _codes(rule: str) -> frozenset[str]:
    """The rules that a comment names; none where it misspells one: a comment must not end the run."""
    try:
        return codes([rule])
    except UsageError:
        return frozenset()
