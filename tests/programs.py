"""Programs of the system that tests of real engines need."""

from __future__ import annotations

import shutil

from interpreters import without

__all__ = ["require_program"]


def require_program(name: str) -> str:
    """Give the path of `name`; skip the test without it, or fail it where all are required."""
    path = shutil.which(name)
    if path is None:
        without(f"no {name} on PATH; .ci/run says which package of Debian has it")
    return path
