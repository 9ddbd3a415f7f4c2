"""Which rules run, and what the settings exempt from being told."""

from __future__ import annotations

import pytest

from mtaudit.core import Article, Category, Code, Finding, Severity, Span
from mtaudit.errors import UsageError
from mtaudit.rules import RULES, choose
from mtaudit.rules.exempt import Exemptions

TEXT = "@-@ The Skövde  Gnäll met at the duty claim of the Skövde council."
ARTICLE = Article("0", TEXT, url="https://a.example/0", origin="https://a.example/feed", file="wire/a.txt")


def chosen(*select: str, extend: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    return [detector.rule.code for detector in choose(select, extend, ignore)]


def test_rules_are_chosen_by_code_prefix_and_name() -> None:
    assert chosen() == list(RULES)
    assert chosen("mt1", "Calque".lower()) == ["MT102", "MT103", "MT501"]
    assert chosen("MT1", extend=("MT3",), ignore=("garbled", "MT302", "MT305", "MT306")) == ["MT102", "MT301", "MT304"]


@pytest.mark.parametrize(
    ("names", "told"), [(["garbeld"], "did you mean garbled"), (["MT7"], "no rule"), ([""], "no rule")]
)
def test_an_unknown_rule_is_told_with_the_nearest(names: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        choose(names)


def test_a_choice_that_leaves_no_rule_is_an_error() -> None:
    with pytest.raises(UsageError, match="no rule is left"):
        choose(["MT5"], ignore=["MT501"])


def marked(text: str, rule: str = "MT103") -> Finding:
    start = TEXT.index(text)
    return Finding(
        Code(rule),
        Span(start, start + len(text)),
        text,
        severity=Severity.MAJOR,
        category=Category.FLUENCY,
        confidence=0.7,
        message="",
    )


def kept(exempt: Exemptions, *texts: str, rule: str = "MT103") -> list[str]:
    return [f.text for f in exempt.keep(ARTICLE, [marked(text, rule) for text in texts])]


def test_a_house_term_is_never_flagged_and_what_reaches_past_it_is() -> None:
    exempt = Exemptions(["skövde GNÄLL", "duty claim"], {})
    assert kept(exempt, "Skövde  Gnäll", "Gnäll", "duty claim", "duty claim of", "Skövde council") == [
        "duty claim of",
        "Skövde council",
    ]


def test_what_holds_no_word_is_no_term() -> None:
    assert kept(Exemptions(["Skövde"], {}), "@-@") == ["@-@"]


def test_a_rule_is_told_whatever_an_entry_calls_itself() -> None:
    assert kept(Exemptions([], {"0": ["MT1"], "https://a.example/0": ["MT1"]}), "duty claim") == ["duty claim"]


def test_a_term_is_no_part_of_a_word() -> None:
    assert kept(Exemptions(["met a", "coun"], {}), "met at", "council") == ["met at", "council"]


@pytest.mark.parametrize("pattern", ["wire/*", "*/a.txt", "a.txt", "https://a.example/f*"])
def test_a_rule_is_not_told_where_a_path_id_or_feed_ignores_it(pattern: str) -> None:
    exempt = Exemptions([], {pattern: ["MT1"]})
    assert kept(exempt, "duty claim") == []
    assert kept(exempt, "duty claim", rule="MT501") == ["duty claim"]


def test_exemptions_have_a_signature_of_their_own() -> None:
    assert Exemptions([], {}).signature == ""
    names = {Exemptions(["a"], {}).signature, Exemptions(["b"], {}).signature, Exemptions([], {"a": ["MT1"]}).signature}
    assert len(names) == 3
    assert Exemptions(["a", "b c"], {}).signature == Exemptions(["b  c", "a"], {}).signature
