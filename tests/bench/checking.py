"""Measures `check` over many schedulers of twelve callbacks, cold, with every rule.

Peers look at the same files: `ruff check` and a bare `ast.parse` together, and `fixit lint` where
it is installed (pip install fixit), over some of them, for it takes minutes. Alone it prints its
lines, in `bench.py` they are some of the table. Nothing is asserted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Line = tuple[str, float, str, float | None, float | None]

SNIPPETS = Path(__file__).parents[2] / "snippets/local"
BIN = Path(sys.executable).parent
_PARSE = "import ast, sys\nfor file in sys.argv[1:]:\n    ast.parse(open(file, 'rb').read())\n"
_MEGABYTE = 1 << 20


def rows(count: int = 500, some: int = 20) -> Iterator[Line]:
    """Give seconds a scheduler against each peer, and the memory against that of a fifth of them.

    `count` schedulers are checked, of which fixit gets `some`.
    """
    with tempfile.TemporaryDirectory(prefix="pysched-gen-bench-") as scratch:
        folders = [_copy(Path(scratch), f"check{number}runner") for number in range(count)]
        files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
        ours, memory = _check(folders)
        _, less = _check(folders[: count // 5])
        ruff, _ = _run([BIN / "ruff", "check", "--no-cache", "--quiet", *files])
        parse, _ = _run([sys.executable, "-c", _PARSE, *files])
        name = f"check, cold, a scheduler of {count}"
        peer = (ruff + parse) / count
        yield f"{name}, against ruff check and ast.parse", ours / count, "s", peer, 2.0
        fixit = shutil.which("fixit")
        if fixit:
            seconds, _ = _run([fixit, "lint", *folders[:some]])
            yield f"{name}, against fixit lint", ours / count, "s", seconds / some, 1.0
        yield f"memory of check at {count}, against {count // 5}", memory, "MB", less, 1.2


def _copy(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    for file in SNIPPETS.iterdir():
        text = file.read_text("utf-8").replace("localrunner", name)
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def _check(folders: Sequence[Path]) -> tuple[float, float]:
    return _run([BIN / "pysched-gen", "check", "--isolated", "--no-cache", *folders])


def _run(command: Sequence[str | Path]) -> tuple[float, float]:
    """Return the seconds a command takes, and the megabytes of its largest process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - start, usage.ru_maxrss * 1024 / _MEGABYTE


if __name__ == "__main__":
    for line in rows():
        sys.stdout.write(f"{line[0]}: {line[1]:.3f} {line[2]}, peer {line[3]:.3f}, aim {line[4]}\n")
