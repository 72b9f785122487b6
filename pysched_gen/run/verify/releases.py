"""On which Houdini releases a scheduler works: checked, generated and verified for each of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, problem_lines
from pysched_gen.model.build import build
from pysched_gen.pipeline import RENDER, WRITE, run
from pysched_gen.run.environment import find_surroundings
from pysched_gen.run.folder import work_folder
from pysched_gen.run.verify.outcome import Status
from pysched_gen.run.verify.run import Settings, survey_package, verify
from pysched_gen.run.verify.survey import chosen_scheduler
from pysched_gen.run.verify.values import with_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.houdini.releases import Release
    from pysched_gen.run.verify.catalog import Scenario
    from pysched_gen.run.verify.outcome import Outcome
    from pysched_gen.run_state import Request, State
    from pysched_gen.sources.source import Source

__all__ = ["OnRelease", "Play", "on_release"]


@dataclass(frozen=True, slots=True)
class Play:
    """How packages are verified.

    Attributes:
        scenarios: which are played, none to leave it at checking.
        values: parameters of the scheduler to set.
        timeout: seconds for which nothing may happen in a scenario.
        python: interpreter to run in, None for this one.
        jobs: how many scenarios are played at a time, 0 for as many as usual.
        python_paths: folders with modules that the scheduler imports.
        variables: for the scheduler and its jobs.
    """

    scenarios: tuple[Scenario, ...]
    values: Mapping[str, str]
    timeout: float
    python: str | None = None
    jobs: int = 0
    python_paths: tuple[Path, ...] = ()
    variables: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class OnRelease:
    """How a scheduler does on one release.

    Attributes:
        release: which one.
        findings: errors and warnings of `check`.
        outcomes: of the scenarios that were played.
        trouble: why no package could be made or loaded, lines of plain text; "" where one was.
    """

    release: Release
    findings: tuple[Diagnostic, ...]
    outcomes: tuple[Outcome, ...] = ()
    trouble: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what stops generation."""
        return tuple(one for one in self.findings if one.severity.value == "error")

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Return the scenarios that failed."""
        return tuple(one for one in self.outcomes if one.status is Status.FAILED)

    @property
    def works(self) -> bool:
        """Return whether nothing stops it."""
        return not (self.errors or self.failed or self.trouble)

    @property
    def check(self) -> str:
        """Return "ok", or how many errors and warnings there are."""
        counts = Counter(one.severity.value for one in self.findings)
        if self.trouble and not self.outcomes and not counts["error"]:
            return "cannot be made"
        return _counted(counts, ("error", "warning")) or "ok"

    @property
    def verify(self) -> str:
        """Return "ok", how many scenarios failed, or "-" where none was played."""
        if not self.outcomes:
            return "-"
        counts = Counter(one.status.value for one in self.outcomes)
        return f"{counts['failed']} failed" if counts["failed"] else "ok"

    @property
    def cause(self) -> tuple[object, ...]:
        """Return what is the same where neighbours are stopped by the same; messages differ."""
        errors = ((one.code, one.span) for one in self.errors)
        return (*self.trouble, *errors, *(one.scenario.name for one in self.failed))

    @property
    def stops(self) -> tuple[str, ...]:
        """Return what stops it, a line each."""
        return (
            *self.trouble,
            *(f"{one.span}: {one.code} {one.name}: {one.message}" for one in self.errors),
            *(f"{one.scenario.name}: {_first_line(one)}" for one in self.failed),
        )


def _counted(counts: Mapping[str, int], words: Iterable[str]) -> str:
    parts = (f"{counts[word]} {word}{'s'[: counts[word] != 1]}" for word in words if counts[word])
    return ", ".join(parts)


def _first_line(outcome: Outcome) -> str:
    lines = outcome.evidence.strip().splitlines() or [outcome.scenario.title]
    return lines[0]


def on_release(source: Source, release: Release, request: Request, play: Play) -> OnRelease:
    """Return how `source` does on `release`; overrides and rules are those of `request`.

    Nothing of the user's is run, and nothing written, unless scenarios are to be played.

    Raises:
        UsageError: a child cannot be run here.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    try:
        scheduler = build(source, replace(request.overrides, houdini=release.name))
    except ConfigError as error:
        lines = (f"{span or source.origin}: {message}" for span, message in problem_lines(error))
        return OnRelease(release, (), trouble=tuple(lines))
    if not play.scenarios:
        return OnRelease(release, _grave(run(RENDER, request, (scheduler,))))
    with work_folder("releases") as folder:
        package = folder / "houdini"
        state = run(WRITE, replace(request, output=package), (scheduler,))
        if state.stopped:
            return OnRelease(release, _grave(state))
        outcomes, trouble = _verified(package, scheduler.name, release, play, folder / "cache")
    return OnRelease(release, _grave(state), tuple(outcomes), tuple(trouble))


def _grave(state: State) -> tuple[Diagnostic, ...]:
    return tuple(one for one in state.diagnostics if one.severity.value != "note")


def _verified(
    package: Path, name: str, release: Release, play: Play, cache: Path
) -> tuple[Sequence[Outcome], Sequence[str]]:
    cache.mkdir()
    surroundings = find_surroundings(
        [package], release.name, play.python_paths, play.variables or {}
    )
    settings = Settings(
        surroundings,
        play.timeout,
        play.python,
        play.values,
        keep=False,
        jobs=play.jobs,
        cache=cache,
    )
    survey = survey_package(settings)
    found = chosen_scheduler(survey, name, name)
    if found is None:
        return (), [line for text in survey.failures for line in text.splitlines()]
    values, surroundings = with_values(settings.values, found, surroundings)
    settings = replace(settings, values=values, surroundings=surroundings)
    return verify(play.scenarios, found, settings, lambda _outcome: None), ()
