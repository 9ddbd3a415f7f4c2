"""The pages in a real browser: what a reader does with mouse and keys, and what hostile copy does not get to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from report_fixture import RULES, batch, finding, report_of, wire_story

from mtaudit.formats import Html
from mtaudit.formats.files import file_name
from mtaudit.model import ArticleReport, AuditReport, Entry, Kind, Label, Segment, Span, Verdict

Open = Callable[..., Page]
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 400, "height": 800}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens a file as a page; at the end, no page may have complained, asked for anything or raised a dialog."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    complaints: list[str] = []

    def open_it(path: Path, **options: object) -> Page:
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not complaints
    assert [url for url in requests if not url.startswith("file://")] == []


@pytest.fixture
def show(folder: Path, open_page: Open) -> Open:
    """Writes an article's page and opens it."""

    def show_it(report: ArticleReport, **options: object) -> Page:
        Html(folder, RULES).article(report)
        return open_page(folder / file_name(report.article.id, report.article.title), **options)

    return show_it


@pytest.fixture
def index(folder: Path, open_page: Open) -> Page:
    html = Html(folder, RULES)
    html.article(wire_story())
    html.finish(batch())
    return open_page(folder / "index.html")


def mark(page: Page, text: str) -> Locator:
    return page.locator(".mark", has_text=text).first


def note(page: Page, text: str) -> Locator:
    return page.locator(".note").filter(has=page.locator(".lemma", has_text=text)).first


def is_lit(locator: Locator) -> bool:
    return "on" in (locator.get_attribute("class") or "").split()


def lit_lemma(page: Page) -> str:
    return page.locator(".note.on .lemma").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator("tbody tr:visible .name a").all_inner_texts()


def test_the_article_pane_is_the_text_to_the_character(show: Open) -> None:
    page = show(wire_story())
    assert page.evaluate("document.getElementById('copy').textContent") == wire_story().article.text


@pytest.mark.parametrize(
    "text",
    [
        "\n\nTwo  spaces,\ta tab\u00a0and\u2028a separator.\r\nThen\rthis. \n ",
        "Emoji 🚧👩‍🚒 and a\u0301ccents, 東京, עברית, \x85\x9b\x01.",
        "",
    ],
)
def test_odd_white_space_and_characters_survive_the_browser(show: Open, text: str) -> None:
    marks = [finding(text, "MT101", word) for word in ("spaces", "🚧") if word in text]
    page = show(report_of(text, *marks))
    assert page.evaluate("document.getElementById('copy').textContent") == text


def test_a_click_on_a_finding_lights_its_span_and_brings_it_into_view(show: Open) -> None:
    page = show(wire_story(), viewport={"width": 1280, "height": 400})
    note(page, "left to desire").locator(".message").click()
    assert is_lit(mark(page, "left to desire"))
    expect(mark(page, "left to desire")).to_be_in_viewport()
    assert page.locator(".mark.on").all_inner_texts() == ["left to desire"]


def test_a_click_on_a_span_lights_its_finding_and_brings_it_into_view(show: Open) -> None:
    page = show(wire_story())
    mark(page, "left to desire").click()
    assert lit_lemma(page) == "left to desire"
    expect(note(page, "left to desire")).to_be_in_viewport()
    assert note(page, "left to desire").get_attribute("aria-current") == "true"


def test_only_one_finding_is_lit_at_a_time_and_escape_lets_it_go(show: Open) -> None:
    page = show(wire_story())
    mark(page, "douane").click()
    mark(page, "6 h 40").click()
    assert page.locator(".note.on").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0


def test_clicks_on_a_nested_span_take_its_findings_in_turn(show: Open) -> None:
    page = show(wire_story())
    inner = mark(page, "carried to head")
    inner.click()
    assert lit_lemma(page) == "carried to head"
    inner.click()
    assert lit_lemma(page).startswith("will begin this week")
    assert len(page.locator(".mark.on").all()) == 4


def test_marks_carry_letter_and_number_outside_the_text(show: Open) -> None:
    page = show(wire_story())
    content = mark(page, "douane").evaluate("e => getComputedStyle(e, '::after').content")
    assert content == '"A6"'
    assert note(page, "douane").locator(".sign").inner_text() == "A6"


def test_severities_differ_in_line_and_not_in_colour_alone(show: Open) -> None:
    page = show(wire_story())
    styles = {
        mark(page, words).locator(".under").evaluate("e => getComputedStyle(e).textDecorationStyle")
        for words in ("6 h 40", "he had been", "douane")
    }
    assert styles == {"dotted", "solid", "double"}


def test_filters_by_severity_category_rule_and_words(show: Open) -> None:
    page = show(wire_story())
    shown = page.locator(".note:visible")
    page.get_by_role("button", name="minor").click()
    expect(shown).to_have_count(12)
    page.get_by_role("button", name="major").click()
    expect(shown).to_have_count(5)
    page.get_by_label("Category").select_option("accuracy")
    expect(shown).to_have_count(3)
    page.locator("#rule").select_option("MT301")
    expect(shown).to_have_count(2)
    page.get_by_label("Search the findings").fill("customs")
    expect(shown).to_have_count(1)
    assert page.get_by_role("status").inner_text() == "1 of 19 shown"
    page.get_by_label("Search the findings").fill("nothing like it")
    assert page.get_by_text("No finding matches.").is_visible()


def test_a_filtered_finding_loses_its_mark_and_its_number_but_not_its_text(show: Open) -> None:
    page = show(wire_story())
    style = "e => getComputedStyle(e.querySelector('.under')).textDecorationColor"
    page.get_by_role("button", name="minor").click()
    assert mark(page, "6 h 40").evaluate(style) == "rgba(0, 0, 0, 0)"
    # "grue" stands under a minor and a critical finding: the critical one stays.
    assert mark(page, "grue").get_attribute("data-signs") == "A2"
    assert mark(page, "grue").evaluate(style) != "rgba(0, 0, 0, 0)"
    assert page.evaluate("document.getElementById('copy').textContent") == wire_story().article.text
    page.get_by_role("button", name="minor").click()
    assert mark(page, "grue").get_attribute("data-signs") == "S1 A2"


def test_the_heat_layer_can_be_switched(show: Open) -> None:
    page = show(wire_story())
    button = page.get_by_role("button", name="Word heat")
    background = "e => getComputedStyle(e).backgroundColor"
    word = page.locator("#copy [class^=h]", has_text="douane")
    assert (button.get_attribute("aria-pressed"), word.evaluate(background)) == ("false", "rgba(0, 0, 0, 0)")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert word.evaluate(background) != "rgba(0, 0, 0, 0)"
    page.keyboard.press("h")
    assert button.get_attribute("aria-pressed") == "false"


def test_a_report_without_word_scores_offers_no_heat(show: Open) -> None:
    page = show(replace(wire_story(), words=()))
    assert page.get_by_role("button", name="Word heat").count() == 0


def test_keys_move_among_the_findings_that_are_shown(show: Open) -> None:
    page = show(wire_story())
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert lit_lemma(page) == "grue"
    page.keyboard.press("k")
    assert lit_lemma(page) == "the rupture of a grue"
    page.keyboard.press("k")
    assert lit_lemma(page) == "left to desire"
    page.get_by_role("button", name="minor").click()
    page.keyboard.press("j")
    assert lit_lemma(page) == "grue"
    expect(mark(page, "grue")).to_be_focused()


def test_slash_goes_to_the_search_where_letters_are_letters(show: Open) -> None:
    page = show(wire_story())
    page.keyboard.press("/")
    search = page.get_by_label("Search the findings")
    expect(search).to_be_focused()
    page.keyboard.type("j/k")
    assert search.input_value() == "j/k"
    assert page.locator(".note.on").count() == 0
    page.keyboard.press("Escape")
    expect(search).not_to_be_focused()


def test_tab_reaches_a_mark_and_enter_lights_it(show: Open) -> None:
    page = show(wire_story())
    mark(page, "6 h 40").focus()
    page.keyboard.press("Tab")
    expect(mark(page, "douane")).to_be_focused()
    page.keyboard.press("Enter")
    assert lit_lemma(page) == "douane"
    outline = mark(page, "douane").evaluate("e => getComputedStyle(e).outlineStyle")
    assert outline == "solid"


def test_the_first_tab_offers_to_skip_to_the_article(show: Open) -> None:
    page = show(wire_story())
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the article")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()


def test_the_strip_says_each_score_and_jumps_to_the_sentence(show: Open) -> None:
    page = show(wire_story(), viewport={"width": 1280, "height": 400})
    bars = page.locator(".bar")
    assert bars.count() == len(wire_story().segments)
    bar = page.get_by_role("link", name="Sentence 15 of 18: score 0.39, 1 finding")
    bar.click()
    sentence = page.locator(".sentence:target")
    assert sentence.inner_text().startswith("The unions had warned")
    expect(sentence).to_be_in_viewport()


def test_arrows_move_along_the_strip(show: Open) -> None:
    page = show(wire_story())
    bars = page.locator(".bar")
    bars.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(bars.nth(0)).to_be_focused()


def test_why_gives_evidence_and_the_way_to_the_rule(show: Open) -> None:
    page = show(wire_story())
    card = note(page, "without to cause victims")
    card.locator("summary").click()
    assert "surprisal" in card.locator("dl").inner_text()
    card.get_by_role("link", name="About this rule").click()
    rule = page.locator("#MT101")
    expect(rule.locator(".page")).to_be_visible()
    assert rule.locator("em").inner_text() == "shape"


def test_page_furniture_is_told_apart(show: Open) -> None:
    page = show(wire_story())
    furniture = page.locator(".boilerplate").first
    content = furniture.evaluate("e => getComputedStyle(e, '::before').content")
    assert "not audited" in content
    assert furniture.evaluate("e => getComputedStyle(e).color") != page.locator(".body").first.evaluate(
        "e => getComputedStyle(e).color"
    )


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
        text, "MT101", "<img src=x", message="<svg onload=alert(1)>", evidence={"expected": ["<b>x</b>"], "<i>": "<i>"}
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


def test_the_index_leads_to_a_report_and_back(index: Page) -> None:
    index.get_by_role("link", name="The port of Varnholm").click()
    assert index.get_by_role("heading", level=1).inner_text() == "Machine translation"
    index.get_by_role("link", name="All articles").click()
    assert index.get_by_role("heading", level=1).inner_text() == "12 articles audited"


def test_the_index_sorts_by_any_column_both_ways(index: Page) -> None:
    worst_first = titles(index)
    words = index.get_by_role("columnheader", name="Words")
    words.get_by_role("button").click()
    assert words.get_attribute("aria-sort") == "descending"
    assert titles(index)[0] == "Wolves return to the northern valleys"
    words.get_by_role("button").click()
    assert words.get_attribute("aria-sort") == "ascending"
    assert titles(index)[0] == "Ferry line to reopen in May"
    article = index.get_by_role("columnheader", name="Article")
    article.get_by_role("button").click()
    assert titles(index) == sorted(titles(index), key=str.lower)
    assert words.get_attribute("aria-sort") is None
    index.get_by_role("columnheader", name="Verdict").get_by_role("button").click()
    assert titles(index) == worst_first


def test_the_index_sorts_by_keyboard(index: Page) -> None:
    minor = index.get_by_role("columnheader", name="Minor").get_by_role("button")
    minor.focus()
    index.keyboard.press("Enter")
    assert titles(index)[0] == "The port of Varnholm stays closed after the rupture of a grue"
    index.keyboard.press("Space")
    assert titles(index)[-1] == "The port of Varnholm stays closed after the rupture of a grue"


def test_the_index_filters_by_verdict_and_words(index: Page) -> None:
    for label in ("clean", "undecided"):
        index.get_by_role("button", name=label).click()
    assert len(titles(index)) == 6
    index.keyboard.press("/")
    index.keyboard.type("solvik")
    assert titles(index) == ["Strike at the airport of Solvik: what one knows"]
    assert index.get_by_role("status").inner_text() == "1 of 12 shown"
    index.get_by_label("Search titles").fill("no such thing")
    assert index.get_by_text("No article matches.").is_visible()


def test_a_filter_outlasts_a_sort(index: Page) -> None:
    index.get_by_role("button", name="clean").click()
    index.get_by_role("columnheader", name="Words").get_by_role("button").click()
    assert len(titles(index)) == 7


def test_the_index_tells_what_was_skipped_and_what_failed(index: Page) -> None:
    assert "written in German; only English is audited" in index.locator("section:has(#skipped)").inner_text()
    assert "404 Not Found" in index.locator("section:has(#failed)").inner_text()
    assert "2 skipped" in index.locator(".sum").first.inner_text()


def test_a_hostile_index_runs_nothing_and_fits_a_narrow_screen(folder: Path, open_page: Open) -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e' + "w" * 300
    entries = (Entry(nasty, nasty, "javascript:alert(1)", "summary", 5, Verdict(Label.SUSPECT, 0.5, nasty), {}),)
    site = folder / "hostile"
    Html(site, RULES).finish(AuditReport(entries, (), nasty))
    page = open_page(site / "index.html", viewport=NARROW)
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert titles(page)[0].startswith('"><script>alert(1)</script>')
