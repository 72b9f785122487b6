"""A scheduler for one Houdini release in, the same for another out, and what is left for a person.

What belongs to the move is told by looking at the texts as every release would: a finding that
some release has and another has not is of a release, one that all have is a mistake anywhere. What
Python 2 left behind belongs to the move wherever it leads to Python 3.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.engine import examine
from pysched_gen.check.fixes import mend
from pysched_gen.houdini.releases import RELEASES
from pysched_gen.sources.check_settings import NO_SETTINGS

if TYPE_CHECKING:
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.houdini.releases import Release
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.sources.check_settings import CheckSettings
    from pysched_gen.sources.source import Snippet

__all__ = ["Migration", "migrate"]

_OF_PYTHON_2 = frozenset({"PSG003", "PSG115", "PSG116", "PSG118"})


@dataclass(frozen=True, slots=True)
class Migration:
    """What became of a scheduler on its way to another release.

    Attributes:
        before: as it was read, built for the release it moves to.
        scheduler: with its texts mended.
        start: the release it was for, None where nothing says so.
        fixed: what was mended.
        left: errors and warnings of the release that a person has to see to.
        others: errors and warnings that every release has.
        changes: release and sentence of what no rule can see, oldest first.
    """

    before: Scheduler
    scheduler: Scheduler
    start: Release | None
    fixed: tuple[Diagnostic, ...]
    left: tuple[Diagnostic, ...]
    others: tuple[Diagnostic, ...]
    changes: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[tuple[Snippet, Snippet], ...]:
        """Return the texts that changed, each as it was and as it is."""
        pairs = zip(self.before.snippets, self.scheduler.snippets, strict=True)
        return tuple((old, new) for old, new in pairs if old.text != new.text)


def migrate(
    scheduler: Scheduler,
    start: Release | None,
    flags: CheckSettings = NO_SETTINGS,
    project: CheckSettings = NO_SETTINGS,
    *,
    unsafe: bool = False,
) -> Migration:
    """Return `scheduler`, built for the release it moves to, with what stands in the way mended.

    `start` is the release it comes from; it decides which changes are told, nothing else.
    """
    to = scheduler.release
    before = scheduler
    fixed: list[Diagnostic] = []
    while True:
        # What no Python can read hides what else is in it, so it is looked at again once mended.
        everywhere = _found_everywhere(scheduler, flags, project)

        def look(
            changed: Scheduler, everywhere: frozenset[_Key] = everywhere
        ) -> tuple[Diagnostic, ...]:
            found = examine(changed, flags, project).findings
            of_move = (_is_of_release(one, everywhere, to) for one in found)
            pairs = zip(found, of_move, strict=True)
            return tuple(one if of else replace(one, edits=()) for one, of in pairs)

        mended = mend(scheduler, look, unsafe=unsafe)
        fixed += mended.fixed
        scheduler = mended.scheduler
        if not mended.fixed:
            break
    now = [one for one in look(scheduler) if one.severity is not Severity.NOTE]
    left = [one for one in now if _is_of_release(one, everywhere, to)]
    return Migration(
        before,
        scheduler,
        start,
        tuple(fixed),
        tuple(left),
        tuple(one for one in now if one not in left),
        _changes(start, to),
    )


_Key = tuple[str, object, str, int]


def _found_everywhere(
    scheduler: Scheduler, flags: CheckSettings, project: CheckSettings
) -> frozenset[_Key]:
    """Return what the rules find whichever release `scheduler` is for."""
    found = (examine(_on(one, scheduler), flags, project).findings for one in RELEASES)
    first, *others = (frozenset(map(_key, findings)) for findings in found)
    return first.intersection(*others)


def _on(release: Release, scheduler: Scheduler) -> Scheduler:
    callbacks = (replace(one, form=one.spec.form(release)) for one in scheduler.callbacks)
    return replace(scheduler, release=release, callbacks=tuple(callbacks))


def _key(finding: Diagnostic) -> _Key:
    # Messages name the release, and lines move.
    return finding.code, finding.span.origin, finding.line, finding.span.column


def _is_of_release(finding: Diagnostic, everywhere: frozenset[_Key], to: Release) -> bool:
    of_python = finding.code in _OF_PYTHON_2 and not to.python_2
    return of_python or _key(finding) not in everywhere


def _changes(start: Release | None, to: Release) -> tuple[tuple[str, str], ...]:
    low, high = (to, start) if start is not None and start > to else (start, to)
    passed = (one for one in RELEASES if (low is None or one > low) and one <= high)
    return tuple((one.name, sentence) for one in passed for sentence in one.changes)
