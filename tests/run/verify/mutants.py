"""Schedulers that each break one documented statement, and the scenario that tells.

They are the edits of `mutants.toml`. `python tests/run/verify/mutants.py [NAME...]` scores them,
and says for each what told: a rule of `check`, or the scenario it was written for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
_BASES = {"queue": ROOT / "tests" / "data" / "queue"}
_OF_PACKAGE = ("pdg/", "topscheduler.user.ds")


@dataclass(frozen=True)
class Mutant:
    """One edit of a folder of snippets, or of its package; see the head of `mutants.toml`."""

    name: str
    base: str
    file: str
    replace: str
    scenario: str
    find: str = ""
    own: str = ""

    @property
    def choice(self) -> list[str]:
        """The options of `verify` that choose the scenario."""
        own = ["--own", str(HERE / "own" / self.own)] if self.own else []
        return [*own, "--scenario", self.scenario]


def read_mutants() -> tuple[Mutant, ...]:
    """Return all mutants."""
    document = tomllib.loads((HERE / "mutants.toml").read_text(encoding="utf-8"))
    return tuple(Mutant(**entry) for entry in document["mutant"])


MUTANTS = read_mutants()


def copy_base(name: str, folder: Path) -> Path:
    """Copy a base into `folder`; return the folder of snippets."""
    return Path(shutil.copytree(_BASES.get(name, ROOT / "snippets" / name), folder / "source"))


def build(mutant: Mutant, folder: Path) -> Path:
    """Copy the base of `mutant` into `folder` and edit its snippets; return their folder."""
    source = copy_base(mutant.base, folder)
    if not mutant.file.startswith(_OF_PACKAGE):
        _edit(mutant, source / mutant.file)
    return source


def edit_package(mutant: Mutant, package: Path) -> None:
    """Make the edit in the package that was generated, where it is one of that."""
    if mutant.file.startswith(_OF_PACKAGE):
        _edit(mutant, package / mutant.file)


def _edit(mutant: Mutant, path: Path) -> None:
    """Make the edit; raises ValueError where its text is not there."""
    if not mutant.find:
        path.write_text(mutant.replace, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if mutant.find not in text:
        raise ValueError(f"{mutant.name}: {mutant.file} has no {mutant.find!r}")
    path.write_text(text.replace(mutant.find, mutant.replace), encoding="utf-8")


def command(*arguments: str) -> tuple[int, str]:
    """Run pysched-gen; return its exit code and what it printed."""
    run = subprocess.run(
        [sys.executable, "-m", "pysched_gen", *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stdout + run.stderr


def verdict(mutant: Mutant) -> tuple[bool, str]:
    """Play one mutant; return whether it was found, and by what."""
    with tempfile.TemporaryDirectory() as name:
        source, out = build(mutant, Path(name)), Path(name) / "out"
        code, text = command("check", str(source))
        if code == 1:
            return True, "check: " + text.strip().splitlines()[0].partition(": ")[2]
        command("generate", str(source), "-o", str(out))
        edit_package(mutant, out)
        code, text = command("verify", str(out), *mutant.choice)
    lines = [line for line in text.splitlines() if line.startswith("    ")]
    if code == 1 and lines:
        return True, lines[0].strip()
    return False, f"SURVIVED ({code})"


def main(names: list[str]) -> None:
    """Print what became of each mutant, and the score."""
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    killed = 0
    with ThreadPoolExecutor(2) as pool:
        for mutant, (found, text) in zip(chosen, pool.map(verdict, chosen), strict=True):
            killed += found
            line = f"{mutant.name:28} {mutant.scenario:22} {text[:110]}\n"
            sys.stdout.write(line)
            sys.stdout.flush()
    sys.stdout.write(f"killed {killed} of {len(chosen)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
