"""Turns Houdini PDG Python Scheduler snippets into checked, registered scheduler packages.

The names below are the library; each is loaded when it is first asked for, so that importing this
package costs next to nothing. Every other module may change with any release.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; the module `typing` takes its time to load

if TYPE_CHECKING:
    from typing import Any

    from pysched_gen._api import (
        CookOutcome,
        Diagnostic,
        FindingsError,
        ScenarioOutcome,
        Scheduler,
        Source,
        build_scheduler,
        check_scheduler,
        cook_package,
        read_sources,
        render_package,
        verify_package,
        write_package,
    )
    from pysched_gen.errors import (
        ConfigError,
        ConflictError,
        InternalError,
        NothingToReadError,
        PyschedError,
        SourceError,
        UsageError,
    )

__version__ = "0.1.0"

__all__ = [
    "ConfigError",
    "ConflictError",
    "CookOutcome",
    "Diagnostic",
    "FindingsError",
    "InternalError",
    "NothingToReadError",
    "PyschedError",
    "ScenarioOutcome",
    "Scheduler",
    "Source",
    "SourceError",
    "UsageError",
    "__version__",
    "build_scheduler",
    "check_scheduler",
    "cook_package",
    "read_sources",
    "render_package",
    "verify_package",
    "write_package",
]


def __getattr__(name: str) -> Any:
    """Load a name of `__all__` when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pysched_gen import _api  # noqa: PLC0415 - the point

    globals()[name] = value = getattr(_api, name)
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
