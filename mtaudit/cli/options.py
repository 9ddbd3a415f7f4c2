"""The options that several commands share, and the settings that they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtaudit.cli.logs import be_verbose
from mtaudit.config import Loaded, Sensitivity, Settings

DEFAULTS = Settings()
SWITCHES = "Switches"
"""Help panel of switches that can be turned off too; in one with others, their long names would cut those short."""


class EngineName(StrEnum):
    """Where articles are audited."""

    LOCAL = "local"
    RAY = "ray"


Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME[=PATH]",
        help="html, text, json, jsonl, github, sarif, junit, gitlab or parquet; may be given several times. Without a "
        "path, html goes to --out and the others to standard output.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder for the HTML reports and their index.")]
Words = Annotated[bool, typer.Option("--words", help="Include the score of every word in json, jsonl and parquet.")]
Corpora = Annotated[
    Path | None, typer.Option("--corpora", help="Folder of the corpora; by default that in MTAUDIT_CORPORA.")
]
Select = Annotated[
    list[str] | None,
    typer.Option(help="Run only this rule (code, prefix of a code, or name); may be given several times."),
]
ExtendSelect = Annotated[
    list[str] | None, typer.Option(help="Run this rule as well as those selected; may be given several times.")
]
Ignore = Annotated[list[str] | None, typer.Option(help="Do not run this rule; may be given several times.")]
Lm = Annotated[
    str | None,
    typer.Option(
        help="Fluency model: a name from `mtaudit models list`, a folder, or a Hugging Face name. "
        f"\\[default: {DEFAULTS.lm}]"
    ),
]
MultilingualEncoder = Annotated[
    str | None,
    typer.Option(
        help="Model for comparing an article with its source: multilingual-e5-small, a folder, a Hugging Face name.",
        show_default=False,
    ),
]
Tagger = Annotated[
    Path | None, typer.Option(help="File of a garble tagger trained with `mtaudit train tagger`.", show_default=False)
]
Decision = Annotated[
    Path | None,
    typer.Option(
        help="File of a decision fitted on that tagger with `mtaudit train decision`; another tagger than the one "
        "included in mtaudit needs one.",
        show_default=False,
    ),
]
ModelDir = Annotated[
    Path | None, typer.Option(help="Folder to search for models before the user's cache.", show_default=False)
]
Offline = Annotated[
    bool | None,
    typer.Option("--offline/--no-offline", help="Never fetch a model.", show_default=False, rich_help_panel=SWITCHES),
]
Config = Annotated[
    Path | None,
    typer.Option(
        help="Settings file; by default mtaudit.toml, or \\[tool.mtaudit] in pyproject.toml, in this folder or the "
        "nearest one above.",
        show_default=False,
    ),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Ignore settings files and MTAUDIT_ variables.")]
ShowSettings = Annotated[
    bool, typer.Option("--show-settings", help="Print the settings in force and where each came from, then exit.")
]
FetchPages = Annotated[
    bool | None,
    typer.Option(
        "--fetch-pages/--no-fetch-pages",
        help="Audit the linked page of a feed entry that has only a summary.",
        show_default=False,
        rich_help_panel=SWITCHES,
    ),
]
AllowPrivate = Annotated[
    bool | None,
    typer.Option(
        "--allow-private/--no-allow-private",
        help="Fetch from private networks too, when a feed or redirect leads there.",
        show_default=False,
        rich_help_panel=SWITCHES,
    ),
]
Against = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ORIGINALS",
        help="What articles may have been made from: an index made by `mtaudit originals`, or anything that can be "
        "audited; may be given several times.",
    ),
]
Twins = Annotated[bool, typer.Option("--twins", help="Compare the articles of the batch with each other.")]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Audit again what was audited before, and keep no reports for later runs.")
]
Thorough = Annotated[
    bool | None,
    typer.Option(
        "--thorough/--no-thorough",
        help="Try every repair to the end, even if it gains nothing at first; slower.",
        show_default=False,
        rich_help_panel=SWITCHES,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-j",
        min=0,
        show_default=False,
        help="Number of processes, each with its share of the cores and 1.5 GB of memory; 0, the default, is as many "
        "as are useful.",
    ),
]
Unordered = Annotated[
    bool, typer.Option("--unordered", help="Output reports as they are finished; by default they come in order.")
]
Engine = Annotated[
    EngineName,
    typer.Option(help="Where articles are audited: on this machine, or by Ray Data (needs mtaudit\\[ray])."),
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Address of a Ray cluster (auto, or HOST:PORT); without it --engine ray runs on this machine.",
        show_default=False,
    ),
]
Source = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXTS",
        help="What articles were translated from, each with the id or file name of its article: anything that can be "
        "audited, in any language that --multilingual-encoder reads; may be given several times.",
    ),
]
Reference = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TEXTS",
        help="Translations known to be good, named in the same way, to score articles against (chrF, BLEU, TER).",
    ),
]
SensitivityOption = Annotated[
    Sensitivity | None,
    typer.Option(
        "--sensitivity",
        help="How many false alarms to accept in order to find more: a budget of .3, 1 or 3 findings in 1,000 words of "
        f"native news. \\[default: {DEFAULTS.sensitivity}]",
        show_default=False,
    ),
]
Prior = Annotated[
    float | None,
    typer.Option(
        help=f"Expected share of machine-made articles among those that come in. \\[default: {DEFAULTS.prior}]",
        show_default=False,
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Show no progress or summary, only errors and what --format writes.")
]

Verbose = Annotated[
    bool,
    typer.Option(
        "--verbose",
        callback=be_verbose,
        help="Log what is done, and the traceback of every fault, on standard error.",
    ),
]


def show(loaded: Loaded) -> None:
    """Print the settings in force, then the fitted thresholds that they go with."""
    from mtaudit.verdict.parameters import parameters

    fitted = parameters(loaded.settings.decision)
    print("\n".join(loaded.lines()))
    print(f"# labels: suspect from probability {fitted.suspect:.2f}, machine from {fitted.machine:.2f}")
    least = fitted.least[loaded.settings.sensitivity]
    print(f"# garbled phrases: reported from confidence {least:.2f}, major from {fitted.major:.2f}")


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among a command's options, by their names; what was not given is None."""
    named = {f.name: options.get(f.name) for f in fields(Settings)}
    named |= {"cache_size": 0} if options.get("no_cache") else {}
    return {name: None if value == [] else value for name, value in named.items()}
