"""Times a studio's repository: many schedulers at once, cold, on several cores and unchanged."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["lines"]

BIN = Path(sys.executable).parent
Line = tuple[str, float, str, float, float]

# What nobody who parses with libcst and formats with black can do without.
_BARE = textwrap.dedent("""
    import pathlib, sys
    import black, libcst
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.py")):
        text = path.read_text("utf-8")
        libcst.parse_module(text)
        black.format_str(text, mode=black.Mode(line_length=100))
    """)

_READ = textwrap.dedent("""
    import hashlib, pathlib, sys
    for top in sys.argv[1:]:
        for path in sorted(pathlib.Path(top).rglob("*")):
            if path.is_file():
                hashlib.sha256(path.read_bytes()).hexdigest()
    """)


def lines(
    folders: Path, scratch: Path, seconds: Callable[[Sequence[str | Path]], float]
) -> list[Line]:
    """Return measure, ours, unit, peer and aim; `folders` holds snippet folders alone.

    Each is timed once but for what is unchanged, of which the best of three counts: a cold run
    over hundreds takes a minute.
    """
    ours, cache = BIN / "pysched-gen", scratch / "repository-cache"
    count = sum(1 for _ in folders.iterdir())
    out, other = scratch / "repository", scratch / "repository-2"
    one = seconds([ours, "generate", folders, "-o", out, "--no-cache", "-j", "1"])
    bare = seconds([sys.executable, "-c", _BARE, out])
    found = [
        (f"generate {count}, cold, one process, against bare libcst and black", one, bare, 1.3)
    ]
    if len(os.sched_getaffinity(0)) > 1:
        two = seconds([ours, "generate", folders, "-o", other, "--no-cache", "-j", "2"])
        found.append((f"generate {count}, cold, two processes, against one", two, one, 1 / 1.8))
        shutil.rmtree(other)

    def best(*command: str | Path) -> float:
        seconds(command)
        return min(seconds(command) for _ in range(3))

    check = best(ours, "check", folders, "--cache-dir", cache)
    ruff = best(BIN / "ruff", "check", "--isolated", "--exit-zero", "--quiet", folders)
    found.append((f"check {count} unchanged, against ruff check", check, ruff, 3.0))
    seconds([ours, "generate", folders, "-o", scratch / "repository-3", "--cache-dir", cache])
    again = best(ours, "generate", folders, "-o", out, "--check", "--cache-dir", cache)
    read = best(sys.executable, "-c", _READ, folders, out)
    found.append((f"generate --check of {count}, against reading and hashing", again, read, 2.0))
    return [(measure, mine, "s", peer, aim) for measure, mine, peer, aim in found]
