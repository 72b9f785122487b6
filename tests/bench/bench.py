"""Measures the tool against its peers; `--help` lists the options.

Everything is timed as a process of the command line. The two sides of a ratio take turns in one
session, after one run of each that is not counted, so a busy machine slows both. Times never fail
the run; a command that fails does.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import answering
import checking
import dialog_script
import preview
import repository
import rpc
import scene
import standin
import verifying

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PROJECT = Path(__file__).parents[2]
SNIPPETS = PROJECT / "snippets" / "local"
NAME = "localrunner"
BIN = Path(sys.executable).parent


class CommandFailedError(Exception):
    """A timed command ended with an error, or did not write what the others write."""


@dataclass(frozen=True)
class Row:
    """One line of the result; `aim` is the ratio wanted at most, None where there is no peer."""

    measure: str
    ours: float
    unit: str = "s"
    peer: float | None = None
    aim: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.peer is None else self.ours / self.peer

    @property
    def met(self) -> bool | None:
        return None if self.ratio is None or self.aim is None else self.ratio <= self.aim


class Bench:
    """Runs commands in a scratch directory with a home of its own."""

    def __init__(self, scratch: Path, runs: int) -> None:
        self.scratch = scratch
        self.runs = runs
        self._numbers = itertools.count()
        home = self.new_path("home")
        home.mkdir()
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
        self._environment = {**os.environ, **dict.fromkeys(places, str(home))}

    def new_path(self, stem: str) -> Path:
        return self.scratch / f"{stem}{next(self._numbers)}"

    def seconds(self, command: Sequence[str | Path]) -> float:
        start = time.perf_counter()
        run = subprocess.run(
            [str(part) for part in command],
            cwd=self.scratch,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        elapsed = time.perf_counter() - start
        if run.returncode != 0:
            shown = " ".join(str(part) for part in command[:5])
            raise CommandFailedError(
                f"{shown} ended with {run.returncode}:\n{run.stdout}{run.stderr}"
            )
        return elapsed

    def medians(
        self, commands: Mapping[str, Callable[[], Sequence[str | Path]]]
    ) -> dict[str, float]:
        """Give the median seconds of each command; they take turns."""
        for command in commands.values():
            self.seconds(command())
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(self.runs):
            for name, command in commands.items():
                times[name].append(self.seconds(command()))
        return {name: statistics.median(values) for name, values in times.items()}


def generate(
    folders: Sequence[Path], target: Path, cache: Sequence[str | Path] = ("--no-cache",)
) -> list[str | Path]:
    return [BIN / "pysched-gen", "generate", *folders, "-o", target, *cache]


def files_of(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}


def as_template(text: str, placeholder: str) -> str:
    """Give a jinja2 template that renders to `text`, with its name filled in."""
    for delimiter in ("{{", "{%", "{#"):
        text = text.replace(delimiter, f"\0{delimiter}\1")
    text = text.replace(NAME, f"{{{{ {placeholder} }}}}")
    return text.replace("\0", "{{ '").replace("\1", "' }}")


def cookiecutter_template(files: Mapping[str, str], folder: Path) -> None:
    write(folder / "cookiecutter.json", json.dumps({"name": NAME}))
    for path, text in files.items():
        placed = as_template(path, "cookiecutter.name")
        write(folder / "{{cookiecutter.name}}" / placed, as_template(text, "cookiecutter.name"))


def copier_template(files: Mapping[str, str], folder: Path) -> None:
    write(folder / "copier.yml", f"name:\n    type: str\n    default: {NAME}\n")
    for path, text in files.items():
        write(folder / f"{as_template(path, 'name')}.jinja", as_template(text, "name"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def compare_generators(bench: Bench) -> list[Row]:
    ours = bench.new_path("ours")
    bench.seconds(generate([SNIPPETS], ours))
    files = files_of(ours)
    cookie, copier = bench.new_path("cookie"), bench.new_path("copier")
    cookiecutter_template(files, cookie)
    copier_template(files, copier)

    def bake(target: Path) -> list[str | Path]:
        return [BIN / "cookiecutter", "--no-input", "--output-dir", target, cookie]

    def copy(target: Path) -> list[str | Path]:
        return [BIN / "copier", "copy", "--defaults", "--quiet", copier, target]

    def bake_and_format(target: Path) -> list[str | Path]:
        script = '"$0" --no-input --output-dir "$2" "$3" && "$1" --quiet "$2"'
        return ["sh", "-c", script, BIN / "cookiecutter", BIN / "black", target, cookie]

    cache = bench.new_path("cache")
    check_same(bench, files, bake, NAME)
    check_same(bench, files, copy, "")
    times = bench.medians(
        {
            "first": lambda: generate([SNIPPETS], bench.new_path("out")),
            "cookiecutter": lambda: bake(bench.new_path("out")),
            "formatted": lambda: bake_and_format(bench.new_path("out")),
            "copier": lambda: copy(bench.new_path("out")),
            "again": lambda: generate([SNIPPETS], ours, ("--cache-dir", cache)),
        }
    )
    what = f"generate one package of {len(files)} files"
    first = times["first"]
    return [
        Row(f"{what}, against cookiecutter", first, peer=times["cookiecutter"], aim=1.0),
        Row(f"{what}, against cookiecutter and black", first, peer=times["formatted"], aim=1.0),
        Row(f"{what}, against copier", first, peer=times["copier"], aim=1.0),
        Row("unchanged rerun, against the first run", times["again"], peer=first, aim=1 / 3),
    ]


def check_same(
    bench: Bench,
    files: Mapping[str, str],
    command: Callable[[Path], Sequence[str | Path]],
    inside: str,
) -> None:
    """Run a peer once: what it writes below `inside` must be what we write."""
    target = bench.new_path("same")
    bench.seconds(command(target))
    written = files_of(target / inside)
    if written != files:
        different = sorted(
            path for path in {*files, *written} if files.get(path) != written.get(path)
        )
        raise CommandFailedError(f"{command(target)[0]} wrote something else: {different}")


def compare_start(bench: Bench) -> list[Row]:
    times = bench.medians(
        {
            "version": lambda: [BIN / "pysched-gen", "--version"],
            "click": lambda: [sys.executable, "-c", "import click"],
        }
    )
    name = "--version, against python -c 'import click'"
    return [Row(name, times["version"], peer=times["click"], aim=1.5)]


def measure_batch(bench: Bench, count: int) -> list[Row]:
    """Time one run over `count` snippet folders, and the same run again."""
    top = bench.new_path("repository")
    names = [f"batch{number}runner" for number in range(count)]
    folders = [renamed_copy(top, name) for name in names]
    target = bench.new_path("batch")
    cache = ("--cache-dir", bench.new_path("cache"))
    first = bench.seconds(generate(folders, target, cache))
    again = bench.seconds(generate(folders, target, cache))
    return [
        *(Row(*line) for line in repository.lines(top, bench.scratch, bench.seconds)),
        Row(f"schedulers a second, one run over {count}", count / first, unit="/s"),
        Row(f"schedulers a second, unchanged rerun over {count}", count / again, unit="/s"),
        Row(f"unchanged rerun over {count}, against the first", again, peer=first, aim=1 / 3),
    ]


def renamed_copy(top: Path, name: str) -> Path:
    folder = top / name
    for path, text in files_of(SNIPPETS).items():
        write(folder / path, text.replace(NAME, name))
    return folder


def table(rows: Sequence[Row]) -> str:
    lines = [("measure", "ours", "peer", "ratio", "aim", "met")]
    for row in rows:
        digits = 3 if row.unit == "s" else 1
        lines.append(
            (
                row.measure,
                f"{row.ours:.{digits}f} {row.unit}",
                "-" if row.peer is None else f"{row.peer:.{digits}f} {row.unit}",
                "-" if row.ratio is None else f"{row.ratio:.2f}",
                "-" if row.aim is None else f"<= {row.aim:.2f}",
                {True: "yes", False: "NO", None: "-"}[row.met],
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        + "\n"
        for line in lines
    )


def as_json(rows: Sequence[Row]) -> str:
    names = ("measure", "ours", "unit", "peer", "ratio", "aim", "met")
    return (
        json.dumps([{name: getattr(row, name) for name in names} for row in rows], indent=2) + "\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure pysched-gen against its peers.")
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each command")
    parser.add_argument("--batch", type=int, default=500, help="schedulers of the batch; 0: none")
    parser.add_argument("--scenes", type=int, default=3, help="runs over scenes of 1 GB; 0: none")
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    # As pip does for what it installs, the peers here; PYTHONDONTWRITEBYTECODE may be set.
    compileall.compile_dir(PROJECT / "pysched_gen", quiet=1)
    scratch = Path(tempfile.mkdtemp(prefix="pysched-gen-bench-"))
    try:
        bench = Bench(scratch, options.runs)
        rows = [*compare_generators(bench), *compare_start(bench)]
        if options.batch:
            rows += measure_batch(bench, options.batch)
        if options.scenes:
            rows += [Row(*measure) for measure in scene.measures(scratch, options.scenes)]
        rows += [
            Row(*line)
            for line in itertools.chain(
                verifying.rows(),
                standin.rows(),
                rpc.rows(),
                preview.rows(),
                dialog_script.rows(),
                answering.rows(),
                checking.rows(options.batch or 50),
            )
        ]
    except (CommandFailedError, standin.MeasurementError, verifying.VerifyError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        shutil.rmtree(scratch)
    sys.stdout.write(as_json(rows) if options.json else table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
