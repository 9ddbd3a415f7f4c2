"""What the settings exempt from reports: house terms, and rules that do not count for some inputs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mtaudit.config.patterns import lies_in
from mtaudit.core import Article, Finding, Span
from mtaudit.rules.registry import codes

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Exemptions:
    """Drops the findings that an editor has ruled out in advance."""

    def __init__(self, vocabulary: Sequence[str], per_path: Mapping[str, Sequence[str]]) -> None:
        """Take terms, and for each pattern of inputs the rules that are not reported there.

        Raises:
            UsageError: if there is no such rule.
        """
        self._per_path = {pattern: codes(names) for pattern, names in per_path.items()}
        terms = sorted({" ".join(term.split()) for term in vocabulary if term.strip()}, key=lambda t: (-len(t), t))
        spaced = (r"\s+".join(map(re.escape, term.split())) for term in terms)
        self._terms = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if terms else None
        kept = {pattern: sorted(names) for pattern, names in sorted(self._per_path.items())}
        exempted = json.dumps([terms, kept]) if terms or kept else ""
        self.signature = f"exempt:{hashlib.sha256(exempted.encode()).hexdigest()[:12]}" if exempted else ""
        """A hash of the exemptions for the signature; "" if there are none."""

    def keep(self, article: Article, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings to report. A finding whose every word lies in a term of the vocabulary is dropped."""
        ignored = {code for pattern, names in self._per_path.items() if lies_in(article, pattern) for code in names}
        terms = [Span(*m.span()) for m in self._terms.finditer(article.text)] if self._terms else []
        for finding in findings:
            if finding.rule not in ignored and not _within(finding, terms):
                yield finding


def _within(finding: Finding, terms: Sequence[Span]) -> bool:
    start = finding.span.start
    words = [Span(start + m.start(), start + m.end()) for m in _WORD.finditer(finding.text)]
    return bool(words) and all(any(term.covers(word) for term in terms) for word in words)
