"""On which Houdini releases a scheduler works: checked, generated and verified for each of them."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from pysched_gen.errors import ConfigError, problem_lines
from pysched_gen.model.build import build
from pysched_gen.pipeline import RENDER, WRITE, run
from pysched_gen.run.environment import find_surroundings
from pysched_gen.run.folder import work_folder
from pysched_gen.run.interruption import forwarding_interrupts
from pysched_gen.run.verify.outcome import Status
from pysched_gen.run.verify.run import (
    Settings,
    Subject,
    default_jobs,
    survey_package,
    verify_each,
)
from pysched_gen.run.verify.survey import chosen_scheduler
from pysched_gen.run.verify.values import with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from pysched_gen.check.diagnostic import Diagnostic
    from pysched_gen.houdini.releases import Release
    from pysched_gen.pipeline import Step
    from pysched_gen.run.verify.catalog import Scenario
    from pysched_gen.run.verify.outcome import Outcome
    from pysched_gen.run_state import Request
    from pysched_gen.sources.source import Source

__all__ = ["OnRelease", "Play", "on_releases"]


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


def on_releases(
    source: Source,
    releases: Sequence[Release],
    request: Request,
    play: Play,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[OnRelease]:
    """Return how `source` does on each of `releases`; overrides and rules are those of `request`.

    Scenarios of all releases are played side by side; `told` gets how many of how many are done.
    Nothing of the user's is run, and nothing written, unless scenarios are to be played.

    Raises:
        UsageError: a child cannot be run here.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    if not play.scenarios:
        return [_checked(source, release, request, RENDER)[0] for release in releases]
    with work_folder("releases") as folder:
        rows: list[OnRelease] = []
        todo: list[tuple[int, Path, str]] = []
        for number, release in enumerate(releases):
            place = folder / release.name
            place.mkdir()
            package = place / "houdini"
            row, name = _checked(source, release, replace(request, output=package), WRITE)
            rows.append(row)
            if name:
                todo.append((number, package, name))

        def look(task: tuple[int, Path, str]) -> Subject | OnRelease:
            number, package, name = task
            return _looked(package, name, rows[number], play)

        with forwarding_interrupts(), ThreadPoolExecutor(play.jobs or default_jobs()) as pool:
            looked = list(pool.map(look, todo))
        subjects: list[Subject] = []
        numbers: list[int] = []
        for (number, _, _), found in zip(todo, looked, strict=True):
            if isinstance(found, OnRelease):
                rows[number] = found
            else:
                subjects.append(found)
                numbers.append(number)
        for number, outcomes in zip(numbers, _played(subjects, told), strict=True):
            rows[number] = replace(rows[number], outcomes=tuple(outcomes))
    return rows


def _checked(
    source: Source, release: Release, request: Request, steps: tuple[Step, ...]
) -> tuple[OnRelease, str]:
    """Return what the rules say, and the name of the scheduler where `steps` made its package."""
    try:
        scheduler = build(source, replace(request.overrides, houdini=release.name))
    except ConfigError as error:
        lines = (f"{span or source.origin}: {message}" for span, message in problem_lines(error))
        return OnRelease(release, (), trouble=tuple(lines)), ""
    state = run(steps, request, (scheduler,))
    grave = tuple(one for one in state.diagnostics if one.severity.value != "note")
    return OnRelease(release, grave), "" if state.stopped else scheduler.name


def _looked(package: Path, name: str, row: OnRelease, play: Play) -> Subject | OnRelease:
    """Return what to play, or the row of a package that cannot be loaded."""
    cache = package.parent / "cache"
    cache.mkdir()
    surroundings = find_surroundings(
        [package], row.release.name, play.python_paths, play.variables or {}
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
        lines = (line for text in survey.failures for line in text.splitlines())
        return replace(row, trouble=tuple(lines))
    values, surroundings = with_values(settings.values, found, surroundings)
    settings = replace(settings, values=values, surroundings=surroundings)
    return Subject(found, settings, play.scenarios)


def _played(
    subjects: Sequence[Subject], told: Callable[[int, int], None]
) -> Sequence[Sequence[Outcome]]:
    if not subjects:
        return ()
    total = sum(len(one.scenarios) for one in subjects)
    done = count(1)
    return verify_each(subjects, lambda _number, _outcome: told(next(done), total))
