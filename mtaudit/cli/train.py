"""`mtaudit train tagger | decision | ablation`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtaudit.cli import options
from mtaudit.config import Settings

if TYPE_CHECKING:
    from mtaudit.training.recipe import TrainingPaths

train_app = typer.Typer(no_args_is_help=True, help="Retrain the garble tagger and the decision on the corpora.")
DEFAULTS = Settings()

Work = Annotated[
    Path | None,
    typer.Option(help="Folder for features and checkpoints, to resume from after an interruption.", show_default=False),
]
Lm = Annotated[str, typer.Option(help="The fluency model that the tagger reads.")]
Share = Annotated[
    float, typer.Option(min=0.01, max=1.0, help="Share of the training pool; use less for a quick trial.")
]
Seed = Annotated[int, typer.Option(help="Random seed for the weights and the order.")]
Epochs = Annotated[int, typer.Option(min=1, help="Number of passes over the pool.")]


@train_app.command("tagger")
def tagger_command(
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("tagger.safetensors"),
    corpora: options.Corpora = None,
    work: Work = None,
    lm: Lm = DEFAULTS.lm,
    share: Share = 1.0,
    seed: Seed = 1,
    epochs: Epochs = 3,
) -> None:
    """Run the pool through the fluency model once, then train the tagger on its output; under 3 hours on two cores.

    A new tagger needs a new decision: run `mtaudit train decision --tagger` on it next. If interrupted, run it again to
    resume.
    """
    from mtaudit.cli.progress import work_progress
    from mtaudit.training.recipe import train_tagger

    with work_progress() as progress:
        train_tagger(_paths(corpora, work, lm), out, share, seed, epochs, progress)
    option = "" if lm == DEFAULTS.lm else f" --lm {lm}"
    print(f"wrote {out}; `mtaudit train decision --tagger {out}{option}` fits the decision that it needs")


@train_app.command("decision")
def decision_command(
    tagger: Annotated[
        Path | None, typer.Option(help="The tagger to build on; by default the one included in mtaudit.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")] = Path("decision.toml"),
    corpora: options.Corpora = None,
    work: Work = None,
    lm: Lm = DEFAULTS.lm,
) -> None:
    """Fit the parameters of the decision on articles and their words; about 25 minutes on two cores.

    The file can be used with that tagger only.

    If interrupted, run it again to resume.
    """
    from mtaudit.cli.progress import work_progress
    from mtaudit.models.tagging.load import PACKAGED
    from mtaudit.training.recipe import train_decision

    with work_progress() as progress:
        train_decision(_paths(corpora, work, lm), tagger or PACKAGED, out, progress)
    flags = f"{f'--tagger {tagger} ' if tagger else ''}--decision {out}{'' if lm == DEFAULTS.lm else f' --lm {lm}'}"
    print(f"wrote {out}; `mtaudit audit {flags}` uses it")


@train_app.command("ablation")
def ablation_command(
    corpora: options.Corpora = None,
    work: Work = None,
    lm: Lm = DEFAULTS.lm,
    share: Share = 1.0,
    seed: Seed = 1,
    epochs: Epochs = 1,
) -> None:
    """Train the tagger without each kind of supervision in turn; print word AP and recall on the tuning set."""
    from mtaudit.cli.progress import work_progress
    from mtaudit.training.recipe import train_ablation

    with work_progress() as progress:
        for outcome in train_ablation(_paths(corpora, work, lm), share, seed, epochs, progress):
            figures = "  ".join(f"{k} {v:.3f}/{outcome.recall[k]:.2f}" for k, v in outcome.precision.items())
            print(f"without {outcome.left_out:20} {figures}", flush=True)


def _paths(corpora: Path | None, work: Path | None, lm: str) -> TrainingPaths:
    from mtaudit.models import Models
    from mtaudit.models.store.resolve import user_cache
    from mtaudit.training.manifest import corpora_folder
    from mtaudit.training.recipe import TrainingPaths

    folder = work or user_cache().parent / "training"
    folder.mkdir(parents=True, exist_ok=True)
    return TrainingPaths(corpora_folder(corpora), Models(Settings(lm=lm)).fluency_folder, folder)
