"""An article's page in a real browser: what a reader does with mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.support.pages import Open, is_lit, lit_lemma, mark, note
from tests.support.reports import finding, report_of, wire_story


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
    marks = [finding(text, "MT103", word) for word in ("spaces", "🚧") if word in text]
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
    rule = page.locator("#MT103")
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
