"""A `Plan` in, unified diffs out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING

from pysched_gen.output.changes import Status, from_bytes

if TYPE_CHECKING:
    from pysched_gen.output.changes import Change
    from pysched_gen.output.plan import Plan, Write

__all__ = ["diff", "diff_edit", "stat"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NOWHERE = "/dev/null"


def diff(plan: Plan) -> str:
    """Return what `plan` changes, conflicts included as if they were forced, in order of path.

    The lock is left out. Bytes that are not UTF-8 are shown escaped.
    """
    return "".join(
        _unified(
            _text(write.before),
            _text(write.after),
            _NOWHERE if write.before is None else f"a/{write.path}",
            _NOWHERE if write.after is None else f"b/{write.path}",
        )
        for write in plan.writes
    )


def diff_edit(change: Change) -> str:
    """Return how a file edited by hand differs from what is generated now; "" for any other."""
    if change.new is None or change.old is None or change.status is not Status.EDITED:
        return ""
    where = f'{change.path} (section "{change.owner}")' if change.shared else change.path
    return _unified(change.new, change.old, f"{where} as generated", f"{where} on disk")


def stat(plan: Plan) -> str:
    """Return one line a file that changes: path, lines added, lines removed."""
    return "".join(_stat_line(write) for write in plan.writes)


def _text(data: bytes | None) -> str:
    return "" if data is None else from_bytes(data)


def _lines(text: str) -> list[str]:
    return _LINE.findall(text)


def _unified(old: str, new: str, old_name: str, new_name: str) -> str:
    pieces = unified_diff(_lines(old), _lines(new), old_name, new_name)
    return "".join(_ended(_printable(piece)) for piece in pieces)


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _stat_line(write: Write) -> str:
    added, removed = _counts(_lines(_text(write.before)), _lines(_text(write.after)))
    word = "new" if write.before is None else "removed" if write.after is None else "changed"
    return f"{write.path} | {word} +{added} -{removed}\n"


def _counts(old: list[str], new: list[str]) -> tuple[int, int]:
    changed = [code for code in SequenceMatcher(None, old, new).get_opcodes() if code[0] != "equal"]
    return sum(code[4] - code[3] for code in changed), sum(code[2] - code[1] for code in changed)
