"""Scenarios played by a real Houdini: hython runs a script that asks for documented names only."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import UsageError
from pysched_gen.houdini.releases import release_named
from pysched_gen.run import interruption
from pysched_gen.run.folder import work_folder
from pysched_gen.run.package import is_generated, modules_of_types
from pysched_gen.run.verify.outcome import Outcome, Status, waived
from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.verify.catalog import Scenario

__all__ = ["verify_in_houdini"]

_SCRIPT = Path(SITE) / "pdgstandin" / "in_houdini.py"
_LINES = 8  # of what hython printed that are shown when it broke down
_NOT_HOUDINI = ("No module named 'hou'", "No module named 'pdg'")
_BY_HAND = "; docs/houdini-checklist.md says what to do by hand"
_INSIDE = "it calls callbacks, or makes faults below them, as only PDG itself could" + _BY_HAND
_SET_UP = "it needs scenes, parameters or nodes that a script cannot make" + _BY_HAND
# Why scenarios are not played by the script; the reason of the others is _INSIDE.
_REASONS = {
    "imports-without-hou": "hou is there in Houdini",
    "overridable-parameters": "it compares files, and needs no Houdini: run it without --hython",
    **dict.fromkeys(
        (
            "environment-parameters",
            "item-batch",
            "node-overrides",
            "retries",
            "static-cook",
            "submit-as-job",
            "time-limit",
            "working-folders",
        ),
        _SET_UP,
    ),
}
_OF_COOK = 0.25  # of the time limit, for a cook of one scenario


def verify_in_houdini(
    hython: str,
    scheduler: str,
    scenarios: Sequence[Scenario],
    surroundings: Surroundings,
    *,
    timeout: float,
    waivers: Mapping[str, str],
    told: Callable[[Outcome], None],
) -> tuple[list[Outcome], str]:
    """Play `scenarios` in the Houdini of `hython`; return their outcomes, and its release.

    What the script has no part for is skipped, with the reason. `told` gets each outcome, once all
    were played.

    Raises:
        UsageError: it is not a hython, has no licence, takes longer than `timeout` seconds, or is
            older than what the package is for.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    settings = {
        "scheduler": scheduler,
        "scenarios": [scenario.name for scenario in scenarios],
        "patience": timeout * _OF_COOK,
    }
    result = _run(hython, settings, surroundings, timeout)
    release = ".".join(str(result["release"]).split(".")[:2])
    wanted, had = release_named(surroundings.release), release_named(release)
    is_known = is_generated(surroundings.folders) and wanted is not None
    if is_known and had is not None and had < surroundings.release:
        raise UsageError(
            f"--hython {hython}: it is Houdini {result['release']}, and the package is for "
            f"{surroundings.release} and later; give that of a newer one, or generate for {release}"
        )
    played = result["scenarios"]
    outcomes = []
    for scenario in scenarios:
        skipped = ("skipped", _REASONS.get(scenario.name, _INSIDE), 0.0)
        status, evidence, seconds = played.get(scenario.name, skipped)
        outcome = Outcome(scenario, Status(status), evidence, seconds)
        outcome = waived(outcome, waivers)
        told(outcome)
        outcomes.append(outcome)
    return outcomes, release


def _run(
    hython: str, facts_for: dict[str, Any], surroundings: Surroundings, timeout: float
) -> dict[str, Any]:
    """Run the script and return what it wrote."""
    with work_folder("hython") as folder:
        settings, result = folder / "settings.json", folder / "result.json"
        modules = [str(path) for one in surroundings.folders for path in modules_of_types(one)]
        settings.write_text(json.dumps({**facts_for, "modules": modules}), encoding="utf-8")
        command = [hython, str(_SCRIPT), str(settings), str(result)]
        code, said = _Process().run(command, folder, _environment(surroundings), timeout)
        facts: dict[str, Any] = {}
        with contextlib.suppress(OSError, ValueError):
            facts = json.loads(result.read_text(encoding="utf-8"))
    if facts.get("over"):
        return facts
    tail = said.strip().splitlines()[-_LINES:]
    if code is None:
        where = f"; it was playing {facts['playing']}" if "playing" in facts else ""
        raise UsageError(f"--hython {hython}: did not end within {timeout:g} s{where}", *tail)
    if facts:
        what = "the package ended it while its scenarios were played"
    elif any(one in line for line in tail for one in _NOT_HOUDINI):
        what, tail = "it is a Python and not a hython; give $HFS/bin/hython", []
    else:
        what = "it played nothing; see whether it finds a licence: hython -c 'import hou'"
    raise UsageError(f"--hython {hython}: ended with exit code {code}: {what}", *tail)


def _environment(surroundings: Surroundings) -> dict[str, str]:
    """Return the user's own variables, with the package before what is on HOUDINI_PATH."""
    path = ";".join([*map(str, surroundings.folders), os.environ.get("HOUDINI_PATH", "&")])
    return {**os.environ, **surroundings.variables, "HOUDINI_PATH": path}


class _Process:
    """A hython, which Ctrl-C ends with all that is in its process group."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._interrupted = False

    def run(
        self, command: list[str], folder: Path, environment: dict[str, str], timeout: float
    ) -> tuple[int | None, str]:
        """Return exit code, None where its time was over, and the end of what it printed."""
        try:
            process = self._process = (
                subprocess.Popen(  # noqa: S603 - the user's choice of a Houdini
                    command,
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    errors="replace",
                    start_new_session=True,
                )
            )
        except OSError as error:
            raise UsageError(f"--hython {command[0]}: cannot be run: {error.strerror}") from error
        interruption.add_target(self)
        code: int | None = None
        try:
            said, _ = process.communicate(timeout=timeout)
            code = process.returncode
        except subprocess.TimeoutExpired:
            self._kill()
            said, _ = process.communicate()
        finally:
            self._kill()
            interruption.remove_target(self)
        if self._interrupted:
            raise KeyboardInterrupt
        return code, said

    def interrupt(self) -> None:
        """End it; called from a signal handler."""
        self._interrupted = True
        self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
