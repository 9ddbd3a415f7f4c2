"""mtaudit: a linter for machine-translated news.

What is named in `__all__` is the public API. Each name is imported when it is first asked for (PEP 562), so that
`import mtaudit` takes no time and no model library.
"""

import logging
from importlib import import_module

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())

_HOMES = {
    "mtaudit.config": ("FailOn", "Feed", "PathGate", "Sensitivity", "Settings", "Undecided"),
    "mtaudit.core": ("Article", "Failure", "Finding", "Label", "Severity", "Skipped", "Span", "Verdict"),
    "mtaudit.errors": ("InputError", "ModelError", "MtauditError", "UsageError"),
    "mtaudit.runs.api": ("ArticleReport", "Auditor", "CheckResult", "audit", "check", "read"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted([*_HOME_OF, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
