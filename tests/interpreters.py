"""Finds the Pythons that Houdini releases ship, for tests that run or compile with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["REQUIRE_ENGINES", "find_python", "require_python", "without"]

REQUIRE_ENGINES = "PYSCHED_GEN_REQUIRE_ENGINES"


@cache
def find_python(version: tuple[int, int]) -> str | None:
    """Give a Python of exactly `version` that starts, or None where this machine has none."""
    return next((path for path in _candidates(version) if _starts(path, version)), None)


def require_python(version: tuple[int, int]) -> str:
    """Give a Python of `version`; skip the test without one, or fail it where all are required."""
    path = find_python(version)
    if path is None:
        without(f"no Python {version[0]}.{version[1]} on PATH or under $PYENV_ROOT")
    return path


def without(message: str) -> NoReturn:
    """Skip the test for what this machine has not, or fail it where all is required."""
    if os.environ.get(REQUIRE_ENGINES) == "1":
        pytest.fail(f"{message}, and {REQUIRE_ENGINES}=1")
    pytest.skip(message)


def _candidates(version: tuple[int, int]) -> Iterator[str]:
    if sys.version_info[:2] == version:
        yield sys.executable
    name = f"python{version[0]}.{version[1]}"
    found = shutil.which(name)
    if found is not None:
        yield found
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    versions = (root / "versions").glob(f"{version[0]}.{version[1]}*")
    yield from (str(path / "bin" / name) for path in sorted(versions, reverse=True))


def _starts(path: str, version: tuple[int, int]) -> bool:
    # A pyenv shim is on PATH for every version, also for those it refuses to start.
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        run = subprocess.run([path, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return run.stdout.strip() == f"{version[0]}.{version[1]}"
