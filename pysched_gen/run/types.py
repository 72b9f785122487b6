"""What mypy says of a generated module with the stubs of pdg, at the places of the snippets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Diagnostic, Severity
from pysched_gen.errors import UsageError
from pysched_gen.pipeline import WRITE, run
from pysched_gen.run.folder import work_folder
from pysched_gen.run.snippet_place import snippet_column
from pysched_gen.span import Origin
from pysched_gen.standin import STUBS

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.run_state import Request

__all__ = ["type_findings"]

_LINE = re.compile(
    r"(?P<file>.+?\.py):(?P<line>\d+):(?P<column>\d+): error: "
    r"(?P<told>.*?)(?:  \[(?P<code>[\w-]+)\])?$"
)
# What is wrong with modules that only Houdini or the farm have is not the scheduler's.
_OTHERS = frozenset({"import", "import-not-found", "import-untyped"})
_OLDEST = (3, 10)  # Python that mypy still checks for


def type_findings(scheduler: Scheduler, request: Request) -> tuple[Diagnostic, ...]:
    """Return what mypy finds in the module that is generated for `scheduler`; runs none of it.

    Code and name of each are "types-" and mypy's own code. They are in the snippets, or in the
    generated module where a line of that is from none. Nothing where errors keep the module from
    being generated: those come first.

    Raises:
        UsageError: mypy is not installed, or breaks down.
    """
    if find_spec("mypy") is None:
        raise UsageError('--types needs mypy: pip install "pysched_gen[types]"')
    with work_folder("types") as folder:
        output = folder / "houdini"
        state = run(WRITE, replace(request, output=output), (scheduler,))
        module = output / "pdg" / "types" / scheduler.name / f"{scheduler.name}.py"
        if state.stopped or not module.is_file():
            return ()
        version = max(scheduler.release.python, _OLDEST)
        return tuple(_problems(_mypy(module, folder, version), module, scheduler.name))


def _mypy(module: Path, folder: Path, version: tuple[int, int]) -> str:
    stubs = folder / "stubs"
    stubs.mkdir()
    (stubs / "pdg").symlink_to(STUBS, target_is_directory=True)
    command = [
        *(sys.executable, "-m", "mypy", "--config-file=", "--no-error-summary"),
        *("--hide-error-context", "--no-color-output", "--show-error-codes", "--no-pretty"),
        *("--show-column-numbers", "--check-untyped-defs", "--follow-imports=silent"),
        *("--ignore-missing-imports", "--python-version", f"{version[0]}.{version[1]}"),
        *("--cache-dir", os.devnull, str(module)),
    ]
    environment = {**os.environ, "MYPYPATH": str(stubs)}
    ran = subprocess.run(  # noqa: S603 - this Python, with options of ours
        command, env=environment, capture_output=True, text=True, check=False, cwd=folder
    )
    if ran.returncode not in (0, 1):
        told = (ran.stderr or ran.stdout).strip().splitlines()
        raise UsageError(f"mypy broke down: {told[-1] if told else ran.returncode}")
    return ran.stdout


def _problems(output: str, module: Path, name: str) -> list[Diagnostic]:
    found = []
    for told in output.splitlines():
        match = _LINE.fullmatch(told)
        if match is None or not match["file"].endswith(module.name):
            continue
        if match["code"] not in _OTHERS:
            line, column = int(match["line"]), int(match["column"])
            path, *place = snippet_column(module, line, column)
            if not path:
                path, place = f"{name}.py (generated)", [line, column]
            code = f"types-{match['code'] or 'misc'}"
            span = Origin(path).span(*place)
            found.append(Diagnostic(code, code, Severity.WARNING, match["told"], span))
    return list(dict.fromkeys(found))
