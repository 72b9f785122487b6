"""The doubles of farms that starters ship for their tests, run by tests of this project."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from daemons import end_process, wait_for
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["running_double"]

TEMPLATES = ROOT / "templates"
SHARED = TEMPLATES / "starter-parts/farm-double/tests"


@contextlib.contextmanager
def running_double(starter: str, script: str, folder: Path) -> Iterator[str]:
    """Run a double that a starter ships, with its files in `folder`; give its address."""
    environment = os.environ | {"PYTHONPATH": str(SHARED), "PYTHONDONTWRITEBYTECODE": "1"}
    double = TEMPLATES / "schedulers" / starter / "tests" / script
    with subprocess.Popen([sys.executable, double, folder], env=environment) as process:
        try:
            wait_for(lambda: (folder / "address").exists() or process.poll() is not None)
            yield (folder / "address").read_text()
        finally:
            end_process(process.pid)
