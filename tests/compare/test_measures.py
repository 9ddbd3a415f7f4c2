"""The measures of an article against an original, where each has sentences that the other lacks."""

from mtaudit.compare.measures import measures
from mtaudit.core import SentencePair


def test_the_shares_of_both_texts_count_what_has_no_counterpart() -> None:
    article = ["The bridge is closed today.", "Nobody was hurt at all."]
    original = [
        "The bridge is closed today.",
        "It opens in May again.",
        "Traffic goes by the tunnel.",
        "Buses run late.",
    ]
    pairs = [
        SentencePair((0,), (0,), 1.0, chrf=100.0),
        SentencePair((), (1,), 0.0),
        SentencePair((), (2,), 0.0),
        SentencePair((), (3,), 0.0),
        SentencePair((1,), (), 0.0),
    ]
    found = measures(pairs, article, original)
    assert (found.kept, found.used, found.length) == (0.5, round(5 / 18, 3), 1.0)
