"""Generates the packages of the snippet folders that ship, for tests to run and check."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]


def generate_shipped(target: Path) -> Path:
    """Generate every folder of snippets/ into `target`, as a user does, and give it back."""
    folders = [str(path.parent) for path in sorted(PROJECT.glob("snippets/*/scheduler.toml"))]
    command = [sys.executable, "-m", "pysched_gen", "generate", *folders, "-o", str(target)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return target
