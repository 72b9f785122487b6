"""Schedulers that ship, each with one documented statement broken, and the scenario that tells.

`python tests/run/verify/mutants.py` scores all of them, and the scheduler that each is an edit of.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]


class Mutant(NamedTuple):
    """One edit of a folder of snippets; `find` is "" where the whole text is `replace`."""

    name: str
    base: str
    file: str
    find: str
    replace: str
    scenario: str


_ENV = "onschedule.py"
MUTANTS = (
    *(
        Mutant(f"no-{name.lower()}", "default", _ENV, f'job_env["{name}"] =', "unused =", scenario)
        for name, scenario in (
            ("PDG_RESULT_SERVER", "item-environment"),
            ("PDG_ITEM_NAME", "item-environment"),
            ("PDG_ITEM_ID", "item-environment"),
            ("PDG_ITEM_DATA_SOURCE", "item-data"),
            ("PDG_DIR", "item-environment"),
            ("PDG_TEMP", "item-environment"),
            ("PDG_SCRIPTDIR", "item-environment"),
        )
    ),
    *(
        Mutant(f"wrong-{name.lower()}", "default", _ENV, old, new, "item-environment")
        for name, old, new in (
            ("PDG_INDEX", "str(work_item.index)", "str(work_item.id)"),
            ("PDG_INDEX4", "str(work_item.index).zfill(4)", "str(work_item.index)"),
            ("PDG_ITEM_NAME", "str(work_item.name)", "str(work_item.label)"),
            ("PDG_DIR", "str(self.workingDir(False))", '"/no/such/folder"'),
            (
                "PDG_TEMP",
                'job_env["PDG_TEMP"] = str(self.tempDir(False))',
                'job_env["PDG_TEMP"] = "/tmp"',
            ),
        )
    ),
    Mutant(
        "item-variables-lost",
        "default",
        _ENV,
        "job_env[name] = str(value)",
        "pass",
        "item-environment",
    ),
    Mutant(
        "item-variables-in-session",
        "default",
        _ENV,
        "os.environ.copy()",
        "os.environ",
        "item-environment",
    ),
    Mutant(
        "nobody-s-address",
        "default",
        _ENV,
        "str(self.workItemResultServerAddr())",
        '"localhost:1"',
        "item-reports",
    ),
    Mutant(
        "no-data",
        "default",
        _ENV,
        "self.createJobDirsAndSerializeWorkItems(work_item)",
        "self._copyJobSupportFiles()",
        "item-data",
    ),
    Mutant(
        "tokens-stay",
        "default",
        _ENV,
        "self.expandCommandTokens(work_item.command, work_item)",
        "work_item.command",
        "item-command",
    ),
    Mutant(
        "first-word-only",
        "default",
        _ENV,
        "call(command, shell",
        "call(command.split(), shell",
        "item-command",
    ),
    Mutant(
        "split-at-blanks",
        "default",
        _ENV,
        "call(command, shell=True",
        "call(command.split(' ')",
        "item-command",
    ),
    Mutant("always-good", "default", _ENV, "cwd=folder) == 0", "cwd=folder) >= 0", "item-fails"),
    Mutant(
        "only-one-fails", "default", _ENV, "cwd=folder) == 0", "cwd=folder) != 1", "item-endings"
    ),
    Mutant(
        "high-codes-pass",
        "default",
        _ENV,
        "cwd=folder) == 0",
        "cwd=folder) in (0, 137, 255)",
        "item-endings",
    ),
    Mutant(
        "label-refused",
        "default",
        _ENV,
        "import os\n",
        "import os\nif not work_item.label.isidentifier() and work_item.label:\n"
        "    raise ValueError(work_item.label)\n",
        "item-names",
    ),
    Mutant(
        "batch-skipped",
        "default",
        _ENV,
        "import os\n",
        "import os\nif work_item.isBatch:\n    return pdg.scheduleResult.CookSucceeded\n",
        "item-batch",
    ),
    Mutant(
        "umask", "default", _ENV, "import os\n", "import os\nos.umask(0o077)\n", "item-environment"
    ),
    Mutant(
        "no-server",
        "default",
        "onstartcook.py",
        "self.startCallbackServer()",
        "pass",
        "item-reports",
    ),
    Mutant(
        "folder-fixed",
        "default",
        "onstartcook.py",
        'self["pdg_workingdir"].evaluateString()',
        '"/tmp"',
        "working-folders",
    ),
    Mutant(
        "folder-once",
        "default",
        "onstartcook.py",
        "self.setWorkingDir(working_dir, working_dir)",
        "if not self.isCallbackServerRunning():\n"
        "    self.setWorkingDir(working_dir, working_dir)",
        "working-folders",
    ),
    Mutant(
        "hython-is-python",
        "default",
        "applicationbin.py",
        "self._hythonBin()",
        "self._pythonBin()",
        "application-bin",
    ),
    Mutant(
        "transfer-says-no",
        "default",
        "transferfile.py",
        "self.transferFile(file_path)",
        "False",
        "transfer-file",
    ),
    Mutant(
        "transfer-nothing",
        "default",
        "transferfile.py",
        "self.transferFile(file_path)",
        "True",
        "transfer-file",
    ),
    *(
        Mutant(f"raises-in-{file[:-3]}", "default", file, "", 'raise ValueError("broken")\n', name)
        for file, name in (
            ("onschedule.py", "item-succeeds"),
            ("onschedulestatic.py", "static-cook"),
            ("submitasjob.py", "submit-as-job"),
            ("onstart.py", "constructs"),
            ("onstop.py", "constructs"),
            ("onstartcook.py", "item-succeeds"),
            ("onsetupcook.py", "item-succeeds"),
            ("onstopcook.py", "stop-cook"),
            ("ontick.py", "tick-before-item"),
            ("onacceptworkitem.py", "accepts-items"),
            ("transferfile.py", "transfer-file"),
            ("getloguri.py", "log-uri"),
            ("getstatusuri.py", "log-uri"),
            ("endsharedserver.py", "shared-server"),
            ("onsharedserverstarted.py", "shared-server"),
            ("applicationbin.py", "application-bin"),
        )
    ),
    Mutant(
        "server-unknown",
        "local",
        "onsharedserverstarted.py",
        'self.setSharedServerInfo(str(args["name"]), args)',
        "pass",
        "shared-server",
    ),
    Mutant(
        "servers-stay",
        "local",
        "onstopcook.py",
        "self._end_shared_servers()",
        "pass",
        "shared-server",
    ),
    Mutant(
        "done-when-started",
        "local",
        "onschedule.py",
        "return pdg.scheduleResult.Succeeded",
        "return pdg.scheduleResult.CookSucceeded",
        "item-succeeds",
    ),
    Mutant(
        "kept-by-index",
        "local",
        "onschedule.py",
        "self._jobs[work_item.id] = job",
        "self._jobs[work_item.index] = job",
        "scheduler-busy",
    ),
    Mutant(
        "full-fails",
        "local",
        "onschedule.py",
        "pdg.scheduleResult.FullDeferred",
        "pdg.scheduleResult.Failed",
        "scheduler-busy",
    ),
    Mutant(
        "negative-time",
        "local",
        "methods.py",
        "self.onWorkItemSucceeded(item_id, -1, job.age())",
        "self.onWorkItemSucceeded(item_id, -1, -job.age())",
        "item-succeeds",
    ),
    Mutant(
        "limit-for-all",
        "local",
        "methods.py",
        'return self.evaluateFloatOverride(node, prefix, "timelimit", work_item, 0.0)',
        'return self["localrunner_timelimit"].evaluateFloat()',
        "node-overrides",
    ),
    Mutant(
        "node-not-asked",
        "local",
        "methods.py",
        'self.evaluateFloatOverride(node, prefix, "timelimit"',
        'self.evaluateFloatOverride(None, prefix, "timelimit"',
        "node-overrides",
    ),
    Mutant(
        "override-of-nothing",
        "local",
        "methods.py",
        '"timelimit", work_item',
        '"timelimits", work_item',
        "node-overrides",
    ),
    Mutant(
        "never-killed", "local", "methods.py", "timer.start()", "timer.cancel()", "cook-cancelled"
    ),
    Mutant(
        "waits-in-tick",
        "local",
        "methods.py",
        "    for item_id in [key for key, job in self._jobs.items() if job.has_ended()]:",
        "    for job in list(self._jobs.values())[:1]:\n        job.process.wait()\n"
        "    for item_id in [key for key, job in self._jobs.items() if job.has_ended()]:",
        "tick-is-quick",
    ),
    Mutant(
        "state-of-all",
        "local",
        "init.py",
        "self._jobs: dict[int, Job] = {}",
        "type(self)._jobs = property(lambda self: ALL_JOBS, lambda self, value: None)",
        "two-networks",
    ),
)


def build(mutant: Mutant, folder: Path) -> Path:
    """Copy the base of `mutant` into `folder` and edit it; return the folder of snippets."""
    target = folder / "source"
    shutil.copytree(ROOT / "snippets" / mutant.base, target)
    path = target / mutant.file
    text = path.read_text(encoding="utf-8") if mutant.find else ""
    if mutant.find not in text:
        raise ValueError(f"{mutant.name}: {mutant.file} has no {mutant.find!r}")
    path.write_text(text.replace(mutant.find, mutant.replace) if text else mutant.replace)
    if "ALL_JOBS" in mutant.replace:
        header = target / "header.py"
        header.write_text(header.read_text().replace("\n\n", "\n\nALL_JOBS = {}\n", 1))
    return target


def command(*arguments: str) -> tuple[int, str]:
    """Run pysched-gen; return its exit code and what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "pysched_gen", *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout + run.stderr


def main() -> None:
    """Print what became of each mutant, and the score."""
    killed = 0
    for mutant in MUTANTS:
        with tempfile.TemporaryDirectory() as name:
            source, out = build(mutant, Path(name)), str(Path(name) / "out")
            command("generate", str(source), "-o", out)
            code, text = command("verify", out, "--scenario", mutant.scenario)
        killed += code == 1
        lines = [line for line in text.splitlines() if line.startswith("    ")]
        verdict = lines[0].strip() if code == 1 and lines else f"SURVIVED ({code})"
        sys.stdout.write(f"{mutant.name:28} {mutant.scenario:18} {verdict[:120]}\n")
    sys.stdout.write(f"killed {killed} of {len(MUTANTS)}\n")


if __name__ == "__main__":
    main()
