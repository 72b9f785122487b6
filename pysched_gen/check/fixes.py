"""A scheduler and what was found in it in, the scheduler with what can be mended mended out.

Only texts are changed, and a changed text is taken only if it still is Python, if what was to be
mended is gone, no name or syntax got lost, and every statement without an edit is what it was.
Rounds go on until nothing is left to mend, so an edit that makes room for another is no end.
"""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pysched_gen.check.diagnostic import Diagnostic, Edit, Severity
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.sources.source import Snippet
    from pysched_gen.span import Origin

__all__ = ["Mended", "apply_edits", "fixable", "mend"]

_ROUNDS = 50
# An edit may bring to light what could not be seen before it, but never make one of these.
_NEVER_NEW = frozenset(
    {*(f"PSG00{number}" for number in range(1, 7)), "PSG109", "PSG111", "PSG117"}
)


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a scheduler.

    Attributes:
        scheduler: with the texts that were mended.
        fixed: the findings that are gone by an edit of their own, in the order they were mended.
    """

    scheduler: Scheduler
    fixed: tuple[Diagnostic, ...]


def fixable(finding: Diagnostic, *, unsafe: bool) -> bool:
    """Return whether `finding` has edits that may be made."""
    return bool(finding.edits) and (unsafe or all(edit.safe for edit in finding.edits))


def mend(
    scheduler: Scheduler,
    look: Callable[[Scheduler], tuple[Diagnostic, ...]],
    *,
    unsafe: bool = False,
) -> Mended:
    """Return `scheduler` with everything mended that has edits; `look` finds what there is."""
    fixed: list[Diagnostic] = []
    refused: set[tuple[str, str, str]] = set()
    found = look(scheduler)
    for _ in range(_ROUNDS):
        wanted = [one for one in found if fixable(one, unsafe=unsafe) and _key(one) not in refused]
        if not wanted:
            break
        group = _apart(wanted)
        taken = _taken(scheduler, found, group, look)
        if taken is None and len(group) > 1:
            # One of them is to blame: by themselves, then.
            group, taken = _first_taken(scheduler, found, group, look, refused)
        if taken is None:
            refused.update(_key(one) for one in group)
            continue
        scheduler, found = taken
        fixed.extend(group)
    return Mended(scheduler, tuple(fixed))


def _first_taken(
    scheduler: Scheduler,
    found: tuple[Diagnostic, ...],
    group: list[Diagnostic],
    look: Callable[[Scheduler], tuple[Diagnostic, ...]],
    refused: set[tuple[str, str, str]],
) -> tuple[list[Diagnostic], tuple[Scheduler, tuple[Diagnostic, ...]] | None]:
    for one in group:
        taken = _taken(scheduler, found, [one], look)
        if taken is not None:
            return [one], taken
        refused.add(_key(one))
    return group, None


def _key(finding: Diagnostic) -> tuple[str, str, str]:
    """Return what tells a finding from others though lines move."""
    return finding.code, finding.message, finding.line


def _apart(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings whose edits do not touch each other, the first in the text first."""
    chosen: list[Diagnostic] = []
    spans: list[Edit] = []
    for finding in findings:
        if not any(_touch(edit, other) for edit in finding.edits for other in spans):
            chosen.append(finding)
            spans.extend(finding.edits)
    return chosen


def _touch(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    if a.origin != b.origin:
        return False
    if (one.span, one.text) == (other.span, other.text):
        return False  # both want the same, an import
    return _start(one) <= _end(other) and _start(other) <= _end(one)


def _start(edit: Edit) -> tuple[int, int]:
    return edit.span.line, edit.span.column


def _end(edit: Edit) -> tuple[int, int]:
    return edit.span.end_line, edit.span.end_column


def _taken(
    scheduler: Scheduler,
    found: tuple[Diagnostic, ...],
    group: list[Diagnostic],
    look: Callable[[Scheduler], tuple[Diagnostic, ...]],
) -> tuple[Scheduler, tuple[Diagnostic, ...]] | None:
    """Return the scheduler with `group` mended and what is found in it, None where it is worse."""
    edits = list(dict.fromkeys(edit for finding in group for edit in finding.edits))
    changed = scheduler
    for snippet in scheduler.snippets:
        own = [edit for edit in edits if edit.span.origin == snippet.origin]
        if own:
            new = apply_edits(snippet.text, own)
            if new == snippet.text or not _keeps(snippet.text, new, own):
                return None
            changed = _with_text(changed, snippet.origin, new)
    if changed is scheduler:
        return None
    now = look(changed)
    before, after = Counter(map(_kind, found)), Counter(map(_kind, now))
    asked = Counter(map(_kind, group))
    gone = all(after[kind] <= before[kind] - count for kind, count in asked.items())
    worse = any(after[kind] > before[kind] for kind in after if kind[0] in _NEVER_NEW)
    return (changed, now) if gone and not worse else None


def _kind(finding: Diagnostic) -> tuple[str, Severity]:
    return finding.code, finding.severity


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made, which do not touch each other."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)

    def offset(origin: Origin, line: int, column: int) -> int:
        return min(starts[origin.text_line(line) - 1] + column - 1, len(text))

    for edit in sorted(edits, key=_start, reverse=True):
        span = edit.span
        start = offset(span.origin, span.line, span.column)
        end = offset(span.origin, span.end_line, span.end_column)
        text = text[:start] + edit.text + text[end:]
    return text


def _keeps(old: str, new: str, edits: list[Edit]) -> bool:
    """Return whether the statements that no edit is in are those they were, in their order."""
    before, after = _statements(old), _statements(new)
    if before is None:
        return True  # it was no Python; whether it is now, the rules tell
    if after is None:
        return False
    lines = [(edit.span.origin.text_line(edit.span.line), edit) for edit in edits]
    kept = [
        dump
        for first, last, dump in before
        if not any(
            first <= line <= last or first <= edit.span.origin.text_line(edit.span.end_line) <= last
            for line, edit in lines
        )
    ]
    rest = iter(dump for _, _, dump in after)
    return all(any(dump == other for other in rest) for dump in kept)


def _statements(text: str) -> list[tuple[int, int, str]] | None:
    for source in (text, "if 1:\n" + text):
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            continue
        moved = 0 if source is text else 1
        body = tree.body if source is text else getattr(tree.body[0], "body", [])
        return list(_spans(body, moved))
    return None


def _spans(body: list[ast.stmt], moved: int) -> Iterator[tuple[int, int, str]]:
    for node in body:
        yield node.lineno - moved, (node.end_lineno or node.lineno) - moved, ast.dump(node)


def _with_text(scheduler: Scheduler, origin: Origin, new: str) -> Scheduler:
    """Return `scheduler` with `new` as the text that came from `origin`."""

    def changed(snippet: Snippet | None) -> Snippet | None:
        ours = snippet is not None and snippet.origin == origin
        return replace(snippet, text=new) if snippet is not None and ours else snippet

    callbacks = tuple(
        (
            replace(one, snippet=replace(one.snippet, text=new))
            if one.snippet.origin == origin
            else one
        )
        for one in scheduler.callbacks
    )
    return replace(
        scheduler,
        callbacks=callbacks,
        header=changed(scheduler.header),
        methods=changed(scheduler.methods),
        init=changed(scheduler.init),
    )
