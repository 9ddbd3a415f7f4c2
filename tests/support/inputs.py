"""What the tests of ingest share: reading bytes, and a page and feeds to read."""

from __future__ import annotations

import io
from collections.abc import Sequence

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.ingest import read

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<title>Council approves new bridge - The Daily Example</title>
<meta property="og:title" content="Council approves new bridge">
<meta property="article:published_time" content="2024-05-01T10:00:00Z">
<link rel="canonical" href="https://news.example/bridge">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-banner">We use cookies to improve your experience. Accept all cookies.</div>
<main><article><h1>Council approves new bridge</h1>
<figure><img src="x.jpg"><figcaption>The river at dawn, seen from the old bridge.</figcaption></figure>
<p>The city council on Tuesday approved a new bridge over the river, <b>ending</b> a debate of ten years.</p>
<p>Work will begin in <a href="/sept">September</a>, the mayor said, and will cost about 40 million dollars.</p>
<h2>What happens next</h2>
<ul><li>The old bridge stays open until the new one is finished.</li><li>Trucks must use the ring road.</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>10 million</td></tr></table>
<p>Residents of the eastern district welcomed the decision, although some fear the noise of the traffic.</p>
</article>
<aside><h3>Related stories</h3><ul><li><a href="/a">Mayor opens a school in the east of the city</a></li></ul></aside>
<section id="comments"><p>Visitor: I do not like it at all, this is a waste of money.</p></section>
</main><footer><p>Copyright The Daily Example. All rights reserved.</p></footer></body></html>
"""

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>News</title><language>en-GB</language>
<item><title>Bridge approved</title><guid>g1</guid><link>https://news.example/1</link>
<pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate><description>The council said yes.</description></item>
</channel></rss>
"""


def analyze_all(data: bytes | str, **settings: object) -> list[Article | Failure]:
    """All that comes of these bytes on standard input."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(read(["-"], Settings.from_mapping(settings), stream))


def read_article(data: bytes | str) -> Article:
    """The one article in these bytes."""
    return articles(analyze_all(data), 1)[0]


def read_failure(data: bytes | str, **settings: object) -> str:
    """The message of the one failure that these bytes make."""
    (found,) = analyze_all(data, **settings)
    assert isinstance(found, Failure), repr(found)[:500]
    return found.message


def read_paths(*names: object) -> list[Article | Failure]:
    """All that comes of these inputs."""
    return list(read([str(name) for name in names], Settings()))


def articles(found: Sequence[Article | Failure], count: int) -> list[Article]:
    """What was found, if it is so many articles and nothing else."""
    kept = [one for one in found if isinstance(one, Article)]
    assert len(found) == len(kept) == count, repr(found)[:500]
    return kept
