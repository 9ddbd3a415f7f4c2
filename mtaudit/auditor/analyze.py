"""Analyzes articles: segments, words, embeddings and comparisons, which are all that the rules see of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mtaudit.characters import mended
from mtaudit.compare.originals import OriginalsSearch, overlong
from mtaudit.compare.parallel_texts import against_reference, against_source
from mtaudit.config import Settings
from mtaudit.core import UNKNOWN, Analysis, Article, Aside, Kind, Need, Segment, TaggedProse, prose_of
from mtaudit.models import Models
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.words import read_words
from mtaudit.rules.text.phrases import sentences_of
from mtaudit.segment import holds_title, segment, size, words
from mtaudit.segment.foreign_segments import foreign_segments, unreadable_segments
from mtaudit.segment.language import detect, is_english, name_of
from mtaudit.segment.markdown import asides, touches_edge
from mtaudit.segment.sentences import stripped

LEAST_ENGLISH, ENGLISH_SHARE = 40, 1 / 3
"""Words in English sentences, and the share of the sentences that these are, from which an article in two languages is
audited for its English."""
LONGEST_TITLE = 60
"""Words past which a title is taken for something else and is not analyzed."""


def language_and_refusal(article: Article, max_words: int) -> tuple[str, str]:
    """The article's language, and why it is not audited; "" if it is audited."""
    if reason := overlong(article.text, max_words):
        return detect(article.text, exactly=False)[0], reason
    article = replace(article, text=mended(article.text).text)
    language, probability = detect(article.text, exactly=False)
    if not article.text.strip():
        return language, "empty: the input holds no text"
    if language in ("en", UNKNOWN):
        return language, ""
    if part := _audited_part(article):
        return part, ""
    return language, f"written in {name_of(language)} ({language}, probability {probability:.2f}), not in English"


def _audited_part(article: Article) -> str | None:
    """The language of the part to audit of an article that seems foreign: "en" for English, "und" for illegible text.

    None if it has neither.
    """
    prose = prose_of(segment(article))
    sizes = {s.index: s.span.end - s.span.start for s in prose}
    english = [text for s in prose if is_english(text := s.span.of(article.text))]
    if sum(len(s.split()) for s in english) >= LEAST_ENGLISH and len(english) >= ENGLISH_SHARE * len(prose):
        return "en"
    unreadable = unreadable_segments(article.text, prose)
    return UNKNOWN if 2 * sum(sizes[index] for index in unreadable) > sum(sizes.values()) else None


def analyze_all(
    articles: Sequence[Article],
    settings: Settings,
    models: Models,
    needs: Collection[Need],
    search: OriginalsSearch | None,
) -> list[Analysis]:
    """Analyze articles, each as it would be analyzed alone; short articles take less time together.

    Args:
        needs: what the rules need; `TWIN` and `SOURCE` need no model.
        search: finds the articles' twins; None if they are not compared with originals.

    Raises:
        ModelError: if a model that is needed is not available.
    """
    sorted_out = [segmented(article) for article in articles]
    titles = [_title_apart(analysis) for analysis in sorted_out]
    fluency = {id(analysis): TaggedProse() for analysis in sorted_out}
    if Need.FLUENCY in needs and articles:
        wanted = [*sorted_out, *filter(None, titles)]
        english = [prose_in(analysis.article, analysis.english, analysis.asides) for analysis in wanted]
        tagged = read_words(models.fluency, models.tagger, english, settings.thorough)
        fluency |= {id(analysis): words for analysis, words in zip(wanted, tagged, strict=True)}
    found = []
    for plain, title in zip(sorted_out, titles, strict=True):
        vectors = None
        if Need.EMBEDDINGS in needs:
            vectors = models.embeddings.encode([plain.text_of(s) for s in plain.segments])
        analysis = replace(
            _with_words(plain, fluency[id(plain)]),
            vectors=vectors,
            title=_with_words(title, fluency.get(id(title), TaggedProse())) if title else None,
        )
        twin = search.twin(analysis) if search else None
        source = against_source(analysis, models, settings.max_words) if Need.MULTILINGUAL in needs else None
        reference = against_reference(analysis, models, settings.max_words)
        found.append(replace(analysis, twin=twin, source=source, reference=reference))
    return found


def segmented(article: Article) -> Analysis:
    """An article with its characters mended, its segments, and which of these are foreign."""
    text, title = mended(article.text), mended(article.title)
    as_read = replace(article, text=text.text, title=title.text)
    apart = asides(article)  # found in the text as given, where &lt;div&gt; is not a tag
    apart = tuple(replace(aside, span=text.in_read(aside.span)) for aside in apart) if text.text else ()
    segments = segment(as_read, apart)
    return Analysis(
        as_read,
        segments,
        asides=apart,
        foreign=foreign_segments(as_read.text, segments),
        mended=text if text.is_changed else None,
        given=article if text.is_changed or title.is_changed else None,
    )


def _title_apart(analysis: Analysis) -> Analysis | None:
    """The title, analyzed as an article of its own; None if the text holds it or it is too long."""
    article = analysis.article
    if holds_title(article, analysis.segments) or size(article.title) > LONGEST_TITLE:
        return None
    text = mended((analysis.given or article).title)
    title = Article(article.id, article.title, language=article.language)
    whole = stripped(title.text, 0, len(title.text))
    parts = (Segment(0, whole, Kind.TITLE),) if whole else ()
    foreign = foreign_segments(title.text, parts)
    return Analysis(title, parts, foreign=foreign, mended=text if text.is_changed else None)


def _with_words(analysis: Analysis, tagged: TaggedProse) -> Analysis:
    analysis = replace(analysis, fluency=tagged.words, machine=tagged.machine)
    return replace(analysis, sentences=tuple(sentences_of(analysis))) if tagged.machine else analysis


def prose_in(article: Article, segments: Sequence[Segment], apart: Sequence[Aside] = ()) -> Prose:
    """The part of an article that goes to the fluency model: segments of English, and the spans of the words of each.

    Args:
        apart: pieces that are no prose, in order; what begins or ends in one is not a word.
    """
    runs = [tuple(w for w in words(article.text, s.span) if not touches_edge(w, apart)) for s in segments]
    return Prose(article.text, segments, runs)
