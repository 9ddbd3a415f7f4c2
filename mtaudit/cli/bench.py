"""`mtaudit bench quality | twins | sources | originals | speed | forms | growth | cost`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.cli import options
from mtaudit.config import Settings
from mtaudit.config.settings import MEBIBYTE
from mtaudit.errors import UsageError

if TYPE_CHECKING:
    from mtaudit.bench.quality import Row

bench_app = typer.Typer(no_args_is_help=True, help="Measure mtaudit on text that it has never seen.")


@bench_app.command("quality")
def quality_command(
    corpora: options.Corpora = None,
    share: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="Share of each test set; the floors are set for 0.03.")
    ] = 0.1,
    tagger: Annotated[
        Path | None, typer.Option(help="A tagger other than the one included in mtaudit.", show_default=False)
    ] = None,
    decision: options.Decision = None,
    minilm: Annotated[bool, typer.Option(help="Also train and measure the MiniLM baseline.")] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw a reliability diagram to this .svg or .png.", show_default=False)
    ] = None,
    curve: Annotated[
        Path | None,
        typer.Option(help="Draw what is found against false alarms to this .svg or .png.", show_default=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if a figure falls below its floor.")] = False,
) -> None:
    """Print every figure with its 95 % interval, and below it those of the baselines."""
    from mtaudit.bench.floors import broken_floors, floors
    from mtaudit.bench.plot import curve_chart, reliability_diagram
    from mtaudit.bench.quality import quality
    from mtaudit.cli.progress import work_progress
    from mtaudit.models.store.resolve import user_cache
    from mtaudit.training.manifest import corpora_folder

    for picture in filter(None, (plot, curve)):
        if picture.suffix not in (".svg", ".png") or not picture.absolute().parent.is_dir():
            raise UsageError(f"{picture}: name a file that ends in .svg or .png, in a folder that exists")
    folder = corpora_folder(corpora)
    work = user_cache().parent / "training"
    work.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with work_progress() as progress:
        for row in quality(folder, work, Settings(tagger=tagger, decision=decision), share, minilm, progress):
            rows.append(row)
            _print(row)
    if plot:
        reliability_diagram(rows, plot)
    if curve:
        curve_chart(rows, curve)
    faults = list(broken_floors(rows, floors())) if check else []
    for fault in faults:
        print(f"below its floor: {fault}")
    if faults:
        raise typer.Exit(1)


@bench_app.command("twins")
def twins_command(
    corpora: options.Corpora = None,
    share: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="Share of the articles of the most recent years.")
    ] = 0.5,
) -> None:
    """Print how well originals are found, aligned and compared, with baselines below each figure."""
    from mtaudit.bench.twins import twins
    from mtaudit.models import Models
    from mtaudit.training.manifest import corpora_folder

    for row in twins(corpora_folder(corpora), Models(Settings()), share):
        _print(row)


@bench_app.command("sources")
def sources_command(
    corpora: options.Corpora = None,
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="Share of the articles of each language.")] = 0.5,
    multilingual_encoder: options.MultilingualEncoder = "multilingual-e5-small",
) -> None:
    """Print how well articles are compared with their sources, with baselines below each figure."""
    from mtaudit.bench.sources import sources
    from mtaudit.models import Models
    from mtaudit.training.manifest import corpora_folder

    models = Models(Settings(multilingual_encoder=multilingual_encoder))
    for row in sources(corpora_folder(corpora), models.multilingual, share):
        _print(row)


@bench_app.command("originals")
def originals_command(
    sentences: Annotated[int, typer.Option(min=1000, help="Number of sentences in the index.")] = 100_000,
) -> None:
    """Print what an index of originals costs: time, disk and memory."""
    from mtaudit.bench.scale import scale
    from mtaudit.models.embeddings.sentence import width_of
    from mtaudit.models.store.resolve import embeddings_folder

    for what, value in scale(sentences, width_of(embeddings_folder(Settings()))):
        print(f"{what:50} {value:12.2f}", flush=True)


@bench_app.command("speed")
def speed_command(
    corpora: options.Corpora = None,
    articles: Annotated[int, typer.Option(min=2, help="Number of articles of native news to read.")] = 10,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the table and the chart.")] = Path(
        "reports/bench"
    ),
) -> None:
    """Print how fast an audit is, stage by stage, and how fast the alternatives are, measured by turns in one run."""
    from mtaudit.bench.plot import speed_chart
    from mtaudit.bench.speed import native_articles, size_of, speeds, stages, table
    from mtaudit.files.whole import write_whole
    from mtaudit.training.manifest import corpora_folder

    chosen = native_articles(corpora_folder(corpora), articles)
    found, size = list(speeds(chosen)), size_of(chosen)
    text = table(found, stages(chosen), size)
    print(text, end="")
    write_whole(out / "speed.md", text.encode())
    speed_chart(found, size, out / "speed.svg")


@bench_app.command("forms")
def forms_command(
    corpora: options.Corpora = None,
    articles: Annotated[int, typer.Option(min=2, help="Number of articles of native news to read.")] = 8,
) -> None:
    """Print the cost and the output of the fluency model in float32, bfloat16 and eight bits."""
    from mtaudit.bench.forms import forms, row
    from mtaudit.bench.speed import native_articles
    from mtaudit.training.manifest import corpora_folder

    print("| form | load | time | memory | surprisal, correlation | garble score, mean change | within .05 |")
    print("|---|---|---|---|---|---|---|")
    exact = None
    for form in forms(native_articles(corpora_folder(corpora), articles)):
        exact = exact or form
        print(row(form, exact), flush=True)


@bench_app.command("growth")
def growth_command(
    most: Annotated[
        int, typer.Option(min=10, help="Articles in the largest batch; each smaller batch has a tenth of the next.")
    ] = 1000,
    select: options.Select = None,
) -> None:
    """Print how time and memory grow with the number of short articles in a batch."""
    from mtaudit.bench.growth import growth

    counts = [most // 10**power for power in range(9) if most // 10**power >= 10][::-1]
    for point in growth(counts, Settings(select=tuple(select or ()))):
        print(
            f"{point.articles:9,} articles {1000 * point.seconds / point.articles:8.2f} ms each, "
            f"at most {point.peak / MEBIBYTE:6,.0f} MiB",
            flush=True,
        )


@bench_app.command("cost")
def cost_command(
    corpora: options.Corpora = None,
    articles: Annotated[int, typer.Option(min=1, help="Number of articles of native news to read.")] = 8,
) -> None:
    """Print what the word scores cost compared with the language model's own forward pass."""
    from mtaudit.bench.cost import cost
    from mtaudit.bench.sets import word_sets
    from mtaudit.models import Models
    from mtaudit.training.manifest import corpora_folder

    models = Models(Settings())
    native = next(s for s in word_sets(corpora_folder(corpora), 1.0) if s.name == "native-news")
    forward, scores, ratio = cost(models.fluency, models.tagger, list(native.articles[:articles]))
    print(f"forward pass {forward:.2f} s, word scores {scores:.2f} s per article; median ratio {ratio:.2f}")


def _print(row: Row) -> None:
    print(f"{row.what:70} {row.figure}", flush=True)
    for name, figure in row.baselines.items():
        print(f"    {name:66} {figure}", flush=True)
