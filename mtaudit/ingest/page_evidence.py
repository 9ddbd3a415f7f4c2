"""What a page's markup says of machine translation: attributes, plugins and proxies, never its words."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

_LONGEST = 200

_PLUGIN_MARKS = {
    "GTranslate": ("gtranslate", "gt_switcher", "gt_float_switcher"),
    "Google Translate widget": ("translate.google.com/translate_a/element", "google_translate_element", "goog-te-"),
    "Weglot": ("weglot",),
    "TranslatePress": ("translatepress", "trp-language-switcher"),
    "WPML": ("wpml-ls", "sitepress-multilingual-cms", "wpml ver"),
    "Polylang": ("polylang", "pll-switcher"),
    "ConveyThis": ("conveythis",),
    "Linguise": ("linguise",),
    "Transposh": ("transposh",),
}
"""Strings in the address of a script or style sheet, in a class or id, or in the generator, in lower case."""

_SCRIPT_MARKS = {
    "GTranslate": "gtranslatesettings",
    "Google Translate widget": "google.translate.translateelement",
}
_SCRIPT_LOOK = 5_000

_PROXY_HOSTS = (".translate.goog", "translate.googleusercontent.com", ".microsofttranslator.com", ".translatoruser.net")


def gather(tree: html.HtmlElement, url: str | None) -> dict[str, str]:
    """What was seen, by key; the value is the thing itself, at most 200 characters. Absent keys were not seen.

    Keys:
        machine-translated-from: a link that names the page this one was machine-translated from.
        translated-class: the class that Google Translate puts on a page it has translated.
        translated-font: the <font> wrappers that it leaves in text copied from such a page.
        translation-plugin: plugins that translate the page or switch its language.
        translation-proxy: the address, if it is a translating proxy's.
        hreflang: the languages of the page's alternates, but for its own.
        lang-mismatch: the page's language and locale, where they contradict each other.
    """
    found = {
        "machine-translated-from": _translated_from(tree),
        "translated-class": _translated_class(tree),
        "translated-font": _translated_font(tree),
        "translation-plugin": "; ".join(_plugins(tree)),
        "translation-proxy": url if url and is_proxy(url) else "",
        "hreflang": ", ".join(_other_languages(tree)),
        "lang-mismatch": _mismatch(tree),
    }
    return {key: value[:_LONGEST] for key, value in found.items() if value}


def is_proxy(url: str) -> bool:
    """Whether an address is that of a page seen through a translating proxy."""
    try:
        parts = urlsplit(url)
        host = f".{parts.hostname or ''}"
    except ValueError:
        return False
    return host.endswith(_PROXY_HOSTS) or (host.startswith(".translate.google.") and parts.path == "/translate")


def language_of(tree: html.HtmlElement) -> str | None:
    """The language that the page declares on its root, or None."""
    for root in tree.iter("html"):
        return str(root.get("lang") or root.get("xml:lang") or "").strip() or None
    return None


def _links(tree: html.HtmlElement, relation: str) -> Iterator[html.HtmlElement]:
    return (link for link in tree.iter("link") if relation in link.get("rel", "").lower().split())


def _translated_from(tree: html.HtmlElement) -> str:
    for link in _links(tree, "machine-translated-from"):
        return " ".join(filter(None, (link.get("hreflang"), link.get("href")))) or "declared"
    return ""


def _translated_class(tree: html.HtmlElement) -> str:
    for root in tree.iter("html", "body"):
        for name in root.get("class", "").split():
            if name in ("translated-ltr", "translated-rtl"):
                return str(name)
    return ""


def _translated_font(tree: html.HtmlElement) -> str:
    style = "vertical-align:inherit"
    count = sum(font.get("style", "").replace(" ", "").rstrip(";").lower() == style for font in tree.iter("font"))
    return f'<font style="vertical-align: inherit;"> ({count} times)' if count else ""


def _plugins(tree: html.HtmlElement) -> Iterator[str]:
    """The first mark of each plugin, in the order of the table."""
    seen = [(sign, sign.lower()) for sign in dict.fromkeys(_signs(tree))]
    for plugin, marks in _PLUGIN_MARKS.items():
        if sign := next((sign for sign, lowered in seen if any(mark in lowered for mark in marks)), None):
            yield f"{plugin}: {sign[:80]}"
    scripts = [script.text[:_SCRIPT_LOOK].lower() for script in tree.iter("script") if script.text]
    for plugin, mark in _SCRIPT_MARKS.items():
        if any(mark in script for script in scripts):
            yield f"{plugin}: {mark} in a script"


def _signs(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("script", "iframe"):
        yield element.get("src", "")
    yield from (link.get("href", "") for link in _links(tree, "stylesheet"))
    for meta in tree.iter("meta"):
        if meta.get("name", "").lower() == "generator":
            yield meta.get("content", "")
    for element in tree.iter("*"):
        yield element.get("id", "")
        yield from element.get("class", "").split()


def _other_languages(tree: html.HtmlElement) -> list[str]:
    own = _primary(language_of(tree))
    languages = {_primary(link.get("hreflang")) for link in _links(tree, "alternate")} - {own, "", "x"}
    return sorted(languages) if own else []


def _mismatch(tree: html.HtmlElement) -> str:
    language = language_of(tree)
    for meta in tree.iter("meta"):
        locale = meta.get("content", "")
        if meta.get("property", "").lower() == "og:locale" and _primary(language) and _primary(locale):
            return f"html lang {language}, og:locale {locale}" if _primary(language) != _primary(locale) else ""
    return ""


def _primary(tag: str | None) -> str:
    """The language of a tag such as en-GB or en_GB: "en"."""
    return (tag or "").replace("_", "-").partition("-")[0].strip().lower()
