"""Runs a script in a process with the stand-in and a scheduler that starts real jobs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pysched_gen.standin import JOB, SITE

if TYPE_CHECKING:
    from collections.abc import Callable

CHILD = Path(__file__).parent / "standin" / "jobs" / "child"


@pytest.fixture(scope="session", name="tell")
def tell_of_a_process(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Give a function that runs a script with `farm`, and gives what it told."""

    def tell(
        script: str,
        *,
        env: dict[str, str] | None = None,
        python: str = sys.executable,
        folder: str = "hip",
        timeout: float = 1200,
    ) -> Any:
        place = tmp_path_factory.mktemp("jobs")
        (place / folder).mkdir(parents=True)
        (place / "trial.py").write_text(script, "utf-8")
        own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI"))}
        own |= {"PYTHONPATH": os.pathsep.join(map(str, (SITE, JOB))), "PYTHONUTF8": "1"}
        own |= {"PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
        ran = subprocess.run(
            [python, CHILD / "jobfarm.py", place / "trial.py", place / folder],
            env=own,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr + ran.stdout
        _, mark, told = ran.stdout.rpartition("\nTOLD ")
        assert mark, ran.stderr + ran.stdout
        return json.loads(told)

    return tell
