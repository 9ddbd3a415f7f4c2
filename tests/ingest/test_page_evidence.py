"""What a page's markup gives away, and what it does not."""

from __future__ import annotations

import pytest

from mtaudit.ingest.page_evidence import is_proxy
from tests.support.inputs import PAGE, read_article


def evidence(head: str = "", root: str = '<html lang="en">', body: str = "") -> dict[str, str]:
    page = (
        PAGE.replace('<html lang="en">', root).replace("</head>", head + "</head>").replace("</main>", body + "</main>")
    )
    return dict(read_article(page).evidence)


def test_a_plain_page_gives_none() -> None:
    assert evidence() == {}


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        (
            '<link rel="alternate machine-translated-from" hreflang="de" href="/de">',
            "machine-translated-from",
            "de /de",
        ),
        (
            '<script src="//cdn.gtranslate.net/w.js"></script>',
            "translation-plugin",
            "GTranslate: //cdn.gtranslate.net/w.js",
        ),
        (
            '<script src="//translate.google.com/translate_a/element.js"></script>',
            "translation-plugin",
            "Google Translate widget: //translate.google.com/translate_a/element.js",
        ),
        ('<meta name="generator" content="WPML ver:4.6.9">', "translation-plugin", "WPML: WPML ver:4.6.9"),
        (
            "<script>window.gtranslateSettings={}</script>",
            "translation-plugin",
            "GTranslate: gtranslatesettings in a script",
        ),
        (
            '<script src="https://cdn.weglot.com/weglot.min.js"></script>',
            "translation-plugin",
            "Weglot: https://cdn.weglot.com/weglot.min.js",
        ),
        ('<meta property="og:locale" content="de_DE">', "lang-mismatch", "html lang en, og:locale de_DE"),
        (
            '<link rel="alternate" hreflang="fr" href="/fr"><link rel="alternate" hreflang="de-AT" href="/de">'
            '<link rel="alternate" hreflang="en-GB" href="/"><link rel="alternate" hreflang="x-default" href="/">',
            "hreflang",
            "de, fr",
        ),
    ],
)
def test_what_the_head_gives_away(head: str, key: str, value: str) -> None:
    assert evidence(head)[key] == value


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<div class="gtranslate_wrapper"></div>', "GTranslate"),
        ('<div id="google_translate_element"></div>', "Google Translate widget"),
        ('<ul class="wpml-ls-statics-footer wpml-ls"></ul>', "WPML"),
        ('<link rel="stylesheet" href="/wp-content/plugins/polylang/style.css">', "Polylang"),
    ],
)
def test_plugins_are_known_by_what_they_put_in_the_page(body: str, name: str) -> None:
    assert evidence(body=body)["translation-plugin"].startswith(f"{name}: ")


def test_a_translated_page_that_was_saved() -> None:
    found = evidence(root='<html lang="en" class="js translated-ltr">')
    assert found == {"translated-class": "translated-ltr"}
    font = '<p><font style="vertical-align: inherit;"><font style="vertical-align: inherit;">Text.</font></font></p>'
    assert "2 times" in evidence(body=font)["translated-font"]


def test_words_of_the_article_and_its_links_are_no_evidence() -> None:
    body = (
        '<p>GTranslate and <a href="https://translate.google.com/translate_a/element.js">Weglot</a> were discussed.</p>'
    )
    assert evidence(body=body) == {}


def test_a_locale_of_the_same_language_is_no_mismatch() -> None:
    assert evidence('<meta property="og:locale" content="en_US">', root='<html lang="en-GB">') == {}


def test_values_are_bounded() -> None:
    found = evidence(f'<link rel="machine-translated-from" href="/{"x" * 5000}">')
    assert len(found["machine-translated-from"]) == 200


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news-example.translate.goog/bridge?_x_tr_sl=de", True),
        ("https://translate.google.com/translate?u=https://news.example", True),
        ("https://translate.google.com/about", False),
        ("https://nottranslate.goog.example/", False),
        ("https://news.example/translate", False),
        ("http://[broken", False),
    ],
)
def test_proxies_are_known_by_their_address(url: str, expected: bool) -> None:
    assert is_proxy(url) is expected
