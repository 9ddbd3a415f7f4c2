"""Suppressions: findings that an editor has reviewed and accepted, each with the reason."""

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
    """One suppression, which holds for all findings that match it.

    Attributes:
        article: a pattern of ids, URLs or paths.
        rule: a code, a prefix of codes, or a name.
        reason: why the findings are accepted; it is shown.
        text: what the finding's text must contain, in upper or lower case; "" for anything.
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
    """The suppressions of a run, each with the codes of its rules."""

    rows: tuple[tuple[Suppression, frozenset[str]], ...] = ()

    @classmethod
    def parse(cls, text: str, name: str) -> Suppressions:
        """Parse a file of suppressions; `name` identifies it in messages.

        Raises:
            UsageError: if it is not TOML, or a row is invalid or names no rule.
        """
        try:
            rows = validated(_File, tomllib.loads(text), {"ignore": Suppression}).ignore
            return cls(tuple((row, codes([row.rule])) for row in rows))
        except (ValueError, UsageError) as error:
            raise UsageError(f"{name}: {error}") from error

    def match(self, article: Article, finding: Finding) -> Suppression | Ignore | None:
        """The first row, or comment in the article itself, that suppresses the finding; None if none does."""
        for row, rules in self.rows:
            within = row.text.casefold() in visible(finding.text).casefold()
            if within and finding.rule in rules and matches(article, row.article):
                return row
        return next((i for i in article.ignores if i.reason and finding.rule in _codes(i.rule)), None)

    def unused(self, used: Container[Suppression | Ignore]) -> Iterator[str]:
        """A line for each row that is not in `used`."""
        for row, _ in self.rows:
            if row not in used:
                about = f" {row.text!r}" if row.text else ""
                yield f"the suppression of {row.rule}{about} for {row.article} matches nothing"


def unused_comments(article: Article, used: Container[Suppression | Ignore]) -> Iterator[str]:
    """A line for each comment of an audited article that suppressed nothing."""
    for ignore in article.ignores:
        if ignore not in used:
            why = "matches nothing" if _codes(ignore.rule) else "names no rule"
            if not ignore.reason:
                why = "has no effect; write <!-- mtaudit: ignore RULE -- reason -->, one rule per comment"
            yield f"the comment 'mtaudit: ignore {ignore.rule}' in {article.id} {why}"


def _codes(rule: str) -> frozenset[str]:
    """The codes of the rules that a comment names; none if it misspells one, as a comment must not end the run."""
    try:
        return codes([rule])
    except UsageError:
        return frozenset()
