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
    from pysched_gen.sources.source import Source
    from pysched_gen.span import Origin

__all__ = ["Request", "State"]


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
    say: Callable[[str], None] = lambda _line: None
    detail: Callable[[str], None] = lambda _line: None
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None


@dataclass(frozen=True, slots=True)
class State:
    """What the steps so far have found.

    Attributes:
        request: what was asked.
        sources, schedulers: same order; a source that failed is in `failures`.
        searched: files that a pattern or a folder gave, rather than the user.
        remembered: results of an earlier run, of folders that were not read again.
        places: which argument gave what is read or remembered.
        failures: sources that cannot be read or built.
        diagnostics: findings.
        waived: findings that a comment or a manifest accepts.
        packages: rendered.
        plan: what writing would do.
        stopped: a step found that the next must not run.
    """

    request: Request
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
