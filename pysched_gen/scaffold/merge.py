"""Three versions of a text in, one out: what was changed on either side since both were the same.

Where both sides changed one place the result has the conflict markers of git, whose `merge-file`
does the merging; no line of either side is ever left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pysched_gen.errors import UsageError
from pysched_gen.output.merges import has_conflict

__all__ = ["Merged", "has_markers", "merge"]

_MARK = b"\xef\xbb\xbf"
# git ends with the number of conflicts up to this, and with more for an error.
_MOST_CONFLICTS = 127


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of one file.

    Attributes:
        data: its content, None where there is to be no such file.
        conflict: why a person has to look at it, "" where nobody has to.
    """

    data: bytes | None
    conflict: str = ""


def merge(name: str, base: str | None, mine: bytes | None, new: str | None, origin: str) -> Merged:
    r"""Return the file `name` with the changes from `base` to `new` made to `mine`.

    None says that there is no such file. Line ends and the byte order mark of `mine` stay, so that
    `\r\n` of a checkout is no change. `origin` says in conflict markers where `new` is from.

    Raises:
        UsageError: `mine` has conflict markers of a merge before, or both sides changed it and
            git is not installed.
    """
    if new == base:
        return Merged(mine)
    if mine is None:
        return _deleted_here(base, new)
    was = None if base is None else _like(mine, base)
    now = None if new is None else _like(mine, new)
    if mine in (was, now):
        return Merged(now)
    if now is None:
        return Merged(mine, "is gone there, but was changed here; it was kept")
    if has_markers(mine):
        raise UsageError(
            f"{name}: has conflict markers of a merge before; settle them, then run this again"
        )
    if not _is_text(mine):
        return Merged(mine, "is no text and was changed here; it was kept")
    return _by_git(name, was or b"", mine, now, origin)


def _deleted_here(base: str | None, new: str | None) -> Merged:
    data = None if new is None else new.encode()
    conflict = "was removed here, but changed there; it is back"
    return Merged(data, conflict if base is not None and new is not None else "")


def has_markers(data: bytes) -> bool:
    """Tell whether a merge before left conflict markers in `data`."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return _is_text(data) and has_conflict(text)


def _is_text(data: bytes) -> bool:
    return b"\0" not in data


def _like(mine: bytes, text: str) -> bytes:
    r"""Return `text` with the line ends and the byte order mark of `mine`.

    A line that both have ends as it does there, any other as most lines do there.
    """
    body = mine.removeprefix(_MARK)
    ends: dict[bytes, bytes] = {}
    count: Counter[bytes] = Counter()
    for line in body.split(b"\n")[:-1]:
        end = b"\r\n" if line.endswith(b"\r") else b"\n"
        ends[line.removesuffix(b"\r")] = end
        count[end] += 1
    usual = count.most_common(1)[0][0] if count else b"\n"
    lines = text.encode().replace(b"\r\n", b"\n").split(b"\n")
    joined = b"".join(line + ends.get(line, usual) for line in lines[:-1]) + lines[-1]
    return (_MARK if mine.startswith(_MARK) else b"") + joined


def _by_git(name: str, base: bytes, mine: bytes, new: bytes, origin: str) -> Merged:
    git = shutil.which("git")
    if git is None:
        raise UsageError(
            f"{name}: was changed here and there; bringing both together needs git, "
            "which is not installed; nothing was written"
        )
    with tempfile.TemporaryDirectory() as place:
        for version, data in (("mine", mine), ("base", base), ("new", new)):
            Path(place, version).write_bytes(data)
        # The form of conflicts is ours, whatever a user has set for git.
        command = [git, "-c", "merge.conflictStyle=merge", "merge-file", "-p"]
        labels = ["-L", name, "-L", "base", "-L", origin]
        ran = subprocess.run(  # noqa: S603 - git, on files of our own
            [*command, *labels, "mine", "base", "new"],
            cwd=place,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    if ran.returncode < 0 or ran.returncode > _MOST_CONFLICTS:
        raise UsageError(f"{name}: git cannot merge it: {ran.stderr.decode(errors='replace')}")
    conflict = "has conflict markers where both sides changed it" if ran.returncode else ""
    return Merged(ran.stdout, conflict)
