"""The pages as files: escaping, policy, determinism. How they behave in a browser is in test_report_page.py."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtaudit.core import ArticleReport, AuditReport, Entry, Failure, Label, Skipped, Verdict
from mtaudit.formats import Html
from mtaudit.formats.file_name import file_name
from mtaudit.verdict.parameters import PACKAGED as DECISION
from tests.support.reports import RULES, batch, entry_of, finding, report_of, wire_story

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title></style></textarea>"


class Page(HTMLParser):
    """Tags with their attributes, and the text of the article pane."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.copy = ""
        self._depth = 0
        # A browser makes every bare line end a line feed before it parses.
        self.feed(source.replace("\r\n", "\n").replace("\r", "\n"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "article":
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.copy += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def render(folder: Path, report: ArticleReport) -> str:
    Html(folder, RULES).article(report)
    return (folder / file_name(report.article.id, report.article.title)).read_bytes().decode("utf-8")


def test_the_scale_shows_where_the_labels_of_the_decision_in_use_begin(tmp_path: Path) -> None:
    text, count = re.subn(r"(?m)^suspect = .*$", "suspect = 0.1700", DECISION.read_text("utf-8"))
    assert count == 1
    (tmp_path / "decision.toml").write_text(text, "utf-8")
    story = wire_story()
    for decision, begins in ((None, "10"), (tmp_path / "decision.toml", "17")):
        Html(tmp_path, RULES, decision).article(story)
        page = (tmp_path / file_name(story.article.id, story.article.title)).read_text("utf-8")
        assert re.search(rf"suspect from {begins}\s?%", page)


def render_index(folder: Path, audit: AuditReport) -> str:
    Html(folder, RULES).finish(audit)
    return (folder / "index.html").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=()), max_size=80))
def test_the_article_pane_holds_the_text_exactly(scratch: Path, text: str) -> None:
    # A page cannot hold NUL or a lone surrogate; one mark stands for each.
    holdable = re.sub("[\0\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    assert Page(render(scratch, report_of(text))).copy == holdable


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    assert render(tmp_path / "a", wire_story()) == render(tmp_path / "b", wire_story())
    assert render_index(tmp_path / "a", batch()) == render_index(tmp_path / "b", batch())


@pytest.mark.parametrize("kind", ["article", "index"])
def test_the_policy_lets_one_style_and_one_script_through(tmp_path: Path, kind: str) -> None:
    source = render(tmp_path, wire_story()) if kind == "article" else render_index(tmp_path, batch())
    page = Page(source)
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("; base-uri 'none'; form-action 'none'")
    assert "unsafe" not in policy
    assert {"name": "referrer", "content": "no-referrer"} in page.all("meta")


@pytest.mark.parametrize("kind", ["article", "index"])
def test_nothing_in_a_page_refers_outside_it(tmp_path: Path, kind: str) -> None:
    page = Page(render(tmp_path, wire_story()) if kind == "article" else render_index(tmp_path, batch()))
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form"}
        assert "style" not in attributes
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_hostile_values_are_text_everywhere(tmp_path: Path) -> None:
    text = f"{HOSTILE} and more"
    hostile = finding(text, "MT103", HOSTILE, message=HOSTILE, evidence={"expected": [HOSTILE], HOSTILE: HOSTILE})
    report = report_of(
        text, replace(hostile, rule=HOSTILE), title=HOSTILE, url=f"https://x.example/{HOSTILE}", id=HOSTILE
    )
    article = replace(report.article, evidence={HOSTILE: HOSTILE}, part=HOSTILE, published=HOSTILE)
    outcome = Verdict(Label.UNDECIDED, None, HOSTILE)
    page = Page(
        render(tmp_path, replace(report, article=article, outcome=outcome, signature=HOSTILE, language=HOSTILE))
    )
    entries = (
        Entry(HOSTILE, HOSTILE, HOSTILE, part="page", words=1, outcome=outcome, findings={}),
        Entry(HOSTILE + "2", HOSTILE, HOSTILE, part="page", words=1, outcome=Skipped(HOSTILE), findings={}),
    )
    index = Page(render_index(tmp_path, AuditReport(entries, (Failure(HOSTILE, HOSTILE),), HOSTILE)))
    for one in (page, index):
        assert len(one.all("script")) == 1
        assert not one.all("img")
        assert len(one.all("style")) == 1
    assert page.copy == text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//host/x",
        "http://[",
    ],
)
def test_only_http_addresses_become_links(tmp_path: Path, url: str) -> None:
    links = Page(render(tmp_path, report_of("A text.", url=url))).all("a")
    assert url not in [link["href"] for link in links]
    assert not [link for link in links if "rel" in link]


def test_the_article_s_address_is_a_link_that_gives_nothing_away(tmp_path: Path) -> None:
    links = Page(render(tmp_path, report_of("A text.", url="https://wire.example/a?b=1&c=2"))).all("a")
    assert {"href": "https://wire.example/a?b=1&c=2", "rel": "noopener noreferrer nofollow"} in links


def test_ids_on_a_page_are_unique_and_every_jump_lands(tmp_path: Path) -> None:
    page = Page(render(tmp_path, wire_story()))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    jumps = [link["href"][1:] for link in page.all("a") if (link["href"] or "").startswith("#")]
    assert set(jumps) <= set(ids)
    assert len(jumps) > len(wire_story().findings)


def test_an_unknown_rule_is_shown_by_its_code(tmp_path: Path) -> None:
    text = "A text."
    assert "MT999" in render(tmp_path, report_of(text, replace(finding(text, "MT103", "text"), rule="MT999")))


def test_a_summary_only_article_carries_its_caution(tmp_path: Path) -> None:
    report = wire_story()
    caution = "Only the feed’s summary was audited."
    assert caution not in render(tmp_path, report)
    assert caution in render(tmp_path, replace(report, article=replace(report.article, part="summary")))


def test_what_to_know_of_how_an_article_was_read_stands_on_its_page(tmp_path: Path) -> None:
    article = replace(wire_story().article, cautions=("It is not <b>wholly</b> UTF-8.",))
    page = render(tmp_path, replace(wire_story(), article=article))
    assert '<p class="caution"><bdi>It is not &lt;b&gt;wholly&lt;/b&gt; UTF-8.</bdi></p>' in page


def test_a_title_stands_over_a_text_that_lacks_it_and_is_not_repeated_over_one_that_has_it(tmp_path: Path) -> None:
    assert len(Page(render(tmp_path, wire_story())).all("h2")) == 4
    text = "A text without headline."
    heads = re.findall(r'<h2 class="title">(.*?)</h2>', render(tmp_path, report_of(text, title="The headline")))
    assert heads == ["<bdi>The headline</bdi>"]


def test_a_skipped_article_has_a_page_with_its_reason(tmp_path: Path) -> None:
    report = replace(report_of("Ein Satz."), segments=(), segment_scores=(), outcome=Skipped("written in German"))
    source = render(tmp_path, report)
    assert "Not audited" in source
    assert "written in German" in source
    assert Page(source).copy == "Ein Satz."


def test_the_index_is_worst_first_and_links_each_report(tmp_path: Path) -> None:
    audit = batch()
    source = render_index(tmp_path, audit)
    probabilities = [float(value) for value in re.findall(r'class="probability" data-value="([\d.-]+)"', source)]
    assert probabilities == [0.974, 0.93, 0.71, 0.64, 0.58, 0.49, -1, 0.081, 0.032, 0.021, 0.013, 0.004]
    links = {link["href"] for link in Page(source).all("a")}
    assert {file_name(entry.id, entry.title) for entry in audit.entries} <= links


def test_of_equally_likely_articles_the_one_with_worse_findings_is_first(tmp_path: Path) -> None:
    text = "One two three."
    mild = report_of(text, finding(text, "MT302", "two"), finding(text, "MT302", "One"), id="mild")
    grave = report_of(text, finding(text, "MT301", "two"), id="grave")
    source = render_index(tmp_path, AuditReport((entry_of(mild), entry_of(grave)), (), "signature"))
    assert source.index(file_name("grave", "")) < source.index(file_name("mild", ""))


def test_an_empty_batch_has_an_index(tmp_path: Path) -> None:
    source = render_index(tmp_path, AuditReport((), (Failure("input", "why"),), "signature"))
    assert "0 articles audited" in source
    assert "No article was audited." in source
    assert "1 could not be read" in source


def test_the_index_tells_of_an_interruption(tmp_path: Path) -> None:
    assert "The audit was interrupted." in render_index(tmp_path, batch(interrupted=True))
    assert "The audit was interrupted." not in render_index(tmp_path, batch(interrupted=False))
