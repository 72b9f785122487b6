"""What a run was asked, and what its steps have found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pysched_gen.errors import ExitCode, PyschedError
from pysched_gen.model.identity import Overrides
from pysched_gen.render.options import Options
from pysched_gen.sources.check_settings import NO_SETTINGS, CheckSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pysched_gen.cache.memory import Memory
    from pysched_gen.cache.results import Result
    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.model.scheduler import Scheduler
    from pysched_gen.output.files import Package
    from pysched_gen.output.plan import Plan
    from pysched_gen.sources.search import Found
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Origin

__all__ = ["Request", "Share", "State", "silent", "silent_progress"]


def silent(_line: str) -> None:
    """Say nothing."""


def silent_progress(_step: str, _done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for.

    Attributes:
        arguments: paths of sources, "-" for standard input.
        by_pattern: those of them that a pattern gave, so that what is no source is passed by.
        standard_input: its content, where "-" is among the arguments.
        flags: which rules look, from the command line.
        project: which rules look, from the project's settings.
        memory: results of earlier runs, None where everything is to be done anew.
        jobs: processes side by side at most, 0 for as many as there are processors.
        nodes: pattern of the paths of nodes to take, "" for all.
        overrides: identity from the command line.
        options: what shapes the output.
        output: the directory to put on HOUDINI_PATH.
        force: overwrite edited and foreign files, keeping them as `.orig`.
        prune: remove packages of schedulers that are not in this run.
        remove: names of packages to remove.
        strict: warnings stop generation as errors do.
        only_results: nobody looks at the schedulers afterwards, so another process may have them.
        say: called with what the person at the terminal should know.
        detail: called with what those may want to know who ask for more.
        progress: called with what was done to how many schedulers of how many.
    """

    arguments: tuple[str, ...]
    by_pattern: frozenset[str] = frozenset()
    standard_input: bytes = b""
    overrides: Overrides = field(default_factory=Overrides)
    options: Options = field(default_factory=Options)
    output: Path = field(default_factory=Path)
    force: bool = False
    prune: bool = False
    remove: tuple[str, ...] = ()
    strict: bool = False
    nodes: str = ""
    flags: CheckSettings = NO_SETTINGS
    project: CheckSettings = NO_SETTINGS
    memory: Memory | None = None
    jobs: int = 0
    only_results: bool = False
    say: Callable[[str], None] = silent
    detail: Callable[[str], None] = silent
    progress: Callable[[str, int, int], None] = silent_progress


@dataclass(frozen=True, slots=True)
class Share:
    """What a process of its own made of one of the sources that were found.

    Attributes:
        shown: kind and name of each scheduler in it.
        failure: why it could not be read.
        failures: why schedulers in it could not be built.
        notes: what is to be said of those that could be.
        results: what was found and made of those.
        faces: those that have no callbacks.
    """

    shown: tuple[str, ...] = ()
    failure: PyschedError | None = None
    failures: tuple[PyschedError, ...] = ()
    notes: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    faces: tuple[Scheduler, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What the steps so far have found.

    Attributes:
        request: what was asked.
        found: sources that the arguments stand for.
        known: results of an earlier run, by place in `found`.
        shares: what other processes made of the rest, by place in `found`.
        sources, schedulers: same order; a source that failed is in `failures`.
        searched: files that a pattern or a folder gave, rather than the user.
        remembered: results of an earlier run or another process, of what was not read here.
        places: which argument gave what is read or remembered.
        failures: sources that cannot be read or built.
        diagnostics: findings.
        waived: findings that a comment or a manifest accepts.
        packages: rendered.
        plan: what writing would do.
        stopped: a step found that the next must not run.
    """

    request: Request
    found: tuple[Found, ...] = ()
    known: Mapping[int, Result] = field(default_factory=dict)
    shares: Mapping[int, Share] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    schedulers: tuple[Scheduler, ...] = ()
    searched: frozenset[str] = frozenset()
    remembered: tuple[Result, ...] = ()
    places: Mapping[Origin, int] = field(default_factory=dict)
    failures: tuple[PyschedError, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    waived: tuple[Diagnostic, ...] = ()
    packages: tuple[Package, ...] = ()
    plan: Plan | None = None
    stopped: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """The worst of what happened; see `ExitCode`."""
        codes = {failure.exit_code for failure in self.failures}
        for code in (ExitCode.ERROR, ExitCode.NOTHING):
            if code in codes:
                return code
        return ExitCode.FINDINGS if codes or self.stopped else ExitCode.OK
