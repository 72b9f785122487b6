"""Runs stories of `stage.py` in child processes, for the tests beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.standin import HFS, SITE

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PACKAGES", "play", "values"]

STAGE = Path(__file__).with_name("stage.py")
PACKAGES = Path(__file__).parents[2] / "data"


def play(
    story: str,
    folder: Path,
    *,
    release: str = "22.0",
    python: str = sys.executable,
    packages: tuple[Path, ...] = (),
    env: dict[str, str] | None = None,
    timeout: float = 1200.0,
) -> dict[str, Any]:
    """Play `story` with `folder` as $HIP and give what it told, `left` processes included.

    Warnings of Python are errors, and nothing but what the story prints may be printed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    script = folder.parent / f"{folder.name}.story.py"
    script.write_text(textwrap.dedent(story), "utf-8")
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI", "HIP"))}
    own |= {
        "HFS": str(HFS),
        "HOUDINI_PATH": ";".join([*map(str, packages), "&"]),
        "PDG_STANDIN_HOUDINI": release,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(SITE),
        "PYTHONUTF8": "1",
        **(env or {}),
    }
    command = [python, "-X", "dev", "-W", "error", str(STAGE), str(script), str(folder)]
    run = subprocess.run(
        command, env=own, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr == ""
    told: dict[str, Any] = json.loads(run.stdout.rpartition("\nTOLD ")[2])
    return told


def values(setup: str, expressions: Iterable[str], folder: Path, **given: Any) -> dict[str, Any]:
    """Give the value of each expression after `setup`, as JSON has it, or its exception as text."""
    lines = [textwrap.dedent(setup)]
    lines += [f"tell(**{{{e!r}: trial(lambda: {e})}})" for e in expressions]
    told = play("\n".join(lines), folder, **given)
    return {expression: told[expression] for expression in expressions}
