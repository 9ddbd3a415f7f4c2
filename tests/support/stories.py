"""Articles that are quickly audited."""

from __future__ import annotations

from mtaudit.core import Article


def story(number: int, sentences: int = 4) -> Article:
    """An article that is unlike the others, and has something to find."""
    said = [f"The mayor said on day {number} that bridge {i} was closed for the time being." for i in range(sentences)]
    return Article(f"{number}", " ".join([*said, said[0]]))
