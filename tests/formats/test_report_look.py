"""An article's page on small screens, on paper, in the dark, without scripts, and under hostile copy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mtaudit.core import Kind, Segment, Span
from mtaudit.formats import Html
from mtaudit.formats.file_name import file_name
from tests.support.pages import NARROW, Open, mark, note
from tests.support.reports import RULES, finding, report_of, wire_story


def test_on_a_narrow_screen_the_finding_comes_up_beside_its_text(show: Open) -> None:
    page = show(wire_story(), viewport=NARROW)
    mark(page, "douane").click()
    expect(mark(page, "douane")).to_be_in_viewport()
    expect(note(page, "douane")).to_be_in_viewport()
    page.get_by_role("button", name="Close this finding").click()
    assert page.locator(".note.on").count() == 0


@pytest.mark.parametrize("width", [320, 400, 700, 1000, 1280])
def test_no_width_scrolls_sideways(show: Open, width: int) -> None:
    text = "W" * 400 + " " + wire_story().article.text
    page = show(
        report_of(text, title="T" * 200, url="https://" + "h" * 200 + ".example/"),
        viewport={"width": width, "height": 700},
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_hostile_copy_is_shown_and_runs_nothing(show: Open) -> None:
    text = (
        "</script><script>document.title = 'owned'</script> <img src=x onerror=\"document.title = 'owned'\"> "
        "<style>*{display:none}</style> \u202eoverride <a href=javascript:alert(1)>x</a> <!-- " + "long" * 200
    )
    hostile = finding(
        text, "MT103", "<img src=x", message="<svg onload=alert(1)>", evidence={"expected": ["<b>x</b>"], "<i>": "<i>"}
    )
    page = show(report_of(text, hostile, title="</title><script>alert(1)</script>", url="javascript:alert(1)"))
    assert page.evaluate("document.getElementById('copy').textContent") == text
    assert "owned" not in page.title()
    assert page.locator("#copy img, #copy script, #copy style, .note svg, .note b b, .note i").count() == 0
    assert page.get_by_text("<svg onload=alert(1)>").is_visible()
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_policy_stops_a_script_that_finds_its_way_in(folder: Path, browser: Browser) -> None:
    Html(folder, RULES).article(wire_story())
    source = (folder / file_name(wire_story().article.id, wire_story().article.title)).read_text("utf-8")
    hole = folder / "hole.html"
    hole.write_text(
        source.replace("</main>", "</main><script>document.title = 'owned'</script><img src=x onerror=y>"), "utf-8"
    )
    page = browser.new_page()
    refusals: list[str] = []
    page.on("console", lambda message: refusals.append(message.text))
    page.goto(hole.as_uri())
    assert "owned" not in page.title()
    assert len([text for text in refusals if "Content Security Policy" in text]) >= 2
    page.close()


def test_an_override_in_one_sentence_does_not_turn_the_next(show: Open) -> None:
    text = "\u202eThis is turned. This is not turned."
    report = replace(
        report_of(text),
        segments=(Segment(0, Span(0, 16), Kind.BODY), Segment(1, Span(17, len(text)), Kind.BODY)),
        segment_scores=(0.1, 0.1),
    )
    page = show(report)
    first, second = (page.locator(f"#s{i}").bounding_box() for i in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] < second["x"]


def test_print_shows_copy_and_notes_and_leaves_the_controls_out(show: Open) -> None:
    page = show(wire_story())
    page.emulate_media(media="print")
    assert page.locator("#filters, .tools, .skip, nav").evaluate_all("es => es.every(e => !e.offsetParent)")
    assert page.locator(".note .message").last.is_visible()
    assert "MT501 calque" in note(page, "left to desire").inner_text()
    assert page.locator(".notes").evaluate("e => e.scrollHeight <= e.clientHeight + 1")


def brightness(page: Page, style: str) -> int:
    """The sum of red, green and blue of the page's ink or paper."""
    colour = page.locator("body").evaluate(f"e => getComputedStyle(e).{style}")
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


def test_dark_turns_paper_and_ink_round(show: Open) -> None:
    light = show(wire_story(), color_scheme="light")
    dark = show(wire_story(), color_scheme="dark")
    assert brightness(light, "backgroundColor") > 700 > 200 > brightness(light, "color")
    assert brightness(dark, "backgroundColor") < 200 < 600 < brightness(dark, "color")
    dark.emulate_media(media="print", color_scheme="dark")
    assert brightness(dark, "backgroundColor") > 700 > 200 > brightness(dark, "color")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show: Open, scheme: str) -> None:
    page = show(wire_story(), color_scheme=scheme)
    contrast = """() => {
        const probe = document.body.appendChild(document.createElement('canvas')).getContext('2d');
        const style = getComputedStyle(document.documentElement);
        const light = (name) => {
            probe.fillStyle = style.getPropertyValue(name).trim();
            const part = (i) => { const c = parseInt(probe.fillStyle.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
                                  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
            return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2);
        };
        const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const inks = ['ink', 'soft', 'faint', 'link', 'critical', 'major', 'minor', 'clean', 'undecided'];
        return Math.min(...inks.map((ink) => ratio(light('--' + ink), light('--paper'))));
    }"""
    assert page.evaluate(contrast) >= 4.5


def test_without_script_all_is_there_to_read(show: Open) -> None:
    page = show(wire_story(), java_script_enabled=False)
    assert page.locator(".note .message").count() == 19
    assert page.locator(".note .message").first.is_visible()
    assert page.locator("#copy .title").is_visible()
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#heat").is_visible()
    note(page, "douane").locator(".lemma").click()
    expect(mark(page, "douane")).to_be_in_viewport()
