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

bench_app = typer.Typer(no_args_is_help=True, help="Measure mtaudit on text that it never saw.")


@bench_app.command("quality")
def quality_command(
    corpora: options.Corpora = None,
    share: Annotated[
        float, typer.Option(min=0.01, max=1.0, help="Share of each test set; the floors are those of 0.03.")
    ] = 0.1,
    tagger: Annotated[
        Path | None, typer.Option(help="A tagger other than that of mtaudit.", show_default=False)
    ] = None,
    minilm: Annotated[bool, typer.Option(help="Train and measure the MiniLM baseline too.")] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw confidence against truth into this .svg or .png.", show_default=False)
    ] = None,
    curve: Annotated[
        Path | None,
        typer.Option(help="Draw what is found against false alarms into this .svg or .png.", show_default=False),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="End with 1 where a figure falls under its floor.")] = False,
) -> None:
    """Print every figure with its 95 % interval, and below it what the baselines reach."""
    from mtaudit.bench.floors import broken, floors
    from mtaudit.bench.plot import curve_chart, reliability_diagram
    from mtaudit.bench.quality import quality
    from mtaudit.cli.progress import work_progress
    from mtaudit.encoders.resolve import user_cache
    from mtaudit.training.manifest import corpora_folder

    for picture in filter(None, (plot, curve)):
        if picture.suffix not in (".svg", ".png") or not picture.absolute().parent.is_dir():
            raise UsageError(f"{picture}: name a file that ends in .svg or .png, in a folder that is there")
    folder = corpora_folder(corpora)
    work = user_cache().parent / "training"
    work.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with work_progress() as progress:
        for row in quality(folder, work, Settings(tagger=tagger), share, minilm, progress):
            rows.append(row)
            _print(row)
    if plot:
        reliability_diagram(rows, plot)
    if curve:
        curve_chart(rows, curve)
    faults = list(broken(rows, floors())) if check else []
    for fault in faults:
        print(f"under its floor: {fault}")
    if faults:
        raise typer.Exit(1)


@bench_app.command("twins")
def twins_command(
    corpora: options.Corpora = None,
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="Share of the articles of the last years.")] = 0.5,
) -> None:
    """Print how well originals are found, aligned and compared, and below it what the baselines reach."""
    from mtaudit.bench.twins import twins
    from mtaudit.encoders import Encoders
    from mtaudit.training.manifest import corpora_folder

    for row in twins(corpora_folder(corpora), Encoders(Settings()), share):
        _print(row)


@bench_app.command("sources")
def sources_command(
    corpora: options.Corpora = None,
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="Share of the articles of each language.")] = 0.5,
    multilingual_encoder: options.MultilingualEncoder = "multilingual-e5-small",
) -> None:
    """Print how well articles are compared with their sources, and below it what the baselines reach."""
    from mtaudit.bench.sources import sources
    from mtaudit.encoders import Encoders
    from mtaudit.training.manifest import corpora_folder

    encoders = Encoders(Settings(multilingual_encoder=multilingual_encoder))
    for row in sources(corpora_folder(corpora), encoders.multilingual, share):
        _print(row)


@bench_app.command("originals")
def originals_command(
    sentences: Annotated[int, typer.Option(min=1000, help="How many sentences the index holds.")] = 100_000,
) -> None:
    """Print what an index of originals costs: time, disk and memory."""
    from mtaudit.bench.scale import scale
    from mtaudit.encoders.embeddings import width_of
    from mtaudit.encoders.resolve import embeddings_folder

    for what, value in scale(sentences, width_of(embeddings_folder(Settings()))):
        print(f"{what:50} {value:12.2f}", flush=True)


@bench_app.command("speed")
def speed_command(
    corpora: options.Corpora = None,
    articles: Annotated[int, typer.Option(min=2, help="How many articles of native news are read.")] = 10,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the table and the picture.")] = Path(
        "reports/bench"
    ),
) -> None:
    """Print how fast an audit is, by stage, and beside what people would use instead; all in one run, by turns."""
    from mtaudit.bench.plot import speed_chart
    from mtaudit.bench.speed import native_articles, size_of, speeds, stages, table
    from mtaudit.formats.files import write_whole
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
    articles: Annotated[int, typer.Option(min=2, help="How many articles of native news are read.")] = 8,
) -> None:
    """Print what the fluency model takes and says in float32, bfloat16 and eight bits."""
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
        int, typer.Option(min=10, help="Articles of the largest batch; the others have a tenth, ...")
    ] = 1000,
    select: options.Select = None,
) -> None:
    """Print how time and memory grow with the length of a batch of short articles."""
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
    articles: Annotated[int, typer.Option(min=1, help="How many articles of native news are read.")] = 8,
) -> None:
    """Print what the scores of words cost beside the language model's own forward pass."""
    from mtaudit.bench.cost import cost
    from mtaudit.bench.sets import word_sets
    from mtaudit.encoders import Encoders
    from mtaudit.training.manifest import corpora_folder

    encoders = Encoders(Settings())
    native = next(s for s in word_sets(corpora_folder(corpora), 1.0) if s.name == "native-news")
    forward, scores, ratio = cost(encoders.fluency, encoders.tagger, list(native.articles[:articles]))
    print(f"forward pass {forward:.2f} s, word scores {scores:.2f} s an article; median ratio {ratio:.2f}")


def _print(row: Row) -> None:
    print(f"{row.what:70} {row.figure}", flush=True)
    for name, figure in row.baselines.items():
        print(f"    {name:66} {figure}", flush=True)
