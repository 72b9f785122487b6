"""Programs of the system that tests of real engines need."""

from __future__ import annotations

import os
import shutil

import pytest
from interpreters import REQUIRE_ENGINES

__all__ = ["require_program"]


def require_program(name: str) -> str:
    """Give the path of `name`; skip the test without it, or fail it where all are required."""
    path = shutil.which(name)
    if path is not None:
        return path
    message = f"no {name} on PATH; .ci/run says which package of Debian has it"
    if os.environ.get(REQUIRE_ENGINES) == "1":
        pytest.fail(f"{message}, and {REQUIRE_ENGINES}=1")
    pytest.skip(message)
