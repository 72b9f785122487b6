"""Plays scenarios in child processes, several at a time."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pysched_gen.houdini.releases import release_named
from pysched_gen.run.child import run_child
from pysched_gen.run.folder import work_folder
from pysched_gen.run.interruption import forwarding_interrupts
from pysched_gen.run.package import is_generated
from pysched_gen.run.verify.outcome import Outcome, Status, judge, raised_by, waived
from pysched_gen.run.verify.properties import compare_properties
from pysched_gen.run.verify.survey import Found, Survey, read_survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pysched_gen.run.child import ChildResult
    from pysched_gen.run.environment import Surroundings
    from pysched_gen.run.verify.catalog import Scenario

__all__ = ["Settings", "Subject", "default_jobs", "survey_package", "verify", "verify_each"]

_WITHOUT_SCHEDULER = frozenset({"imports-without-hou", "registers"})
_INTERRUPTED = "the run was interrupted before it was over"
_PATIENCE = 0.7  # of the time limit, for which nothing may happen in a scenario
_MOST = 4  # time limits that a scenario may take in which something happens all the time


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run children.

    Attributes:
        surroundings: what goes on HOUDINI_PATH, variables, and the release to behave as.
        timeout: seconds a scenario may take.
        python: interpreter to run in, None for this one.
        values: parameters of the scheduler to set.
        keep: leave the folders of the children where they are.
        waivers: reason why a scenario may fail, by its name.
        jobs: how many scenarios are played at a time, 0 for `default_jobs()`.
        cache: folder in which the children share byte code, None for none.
    """

    surroundings: Surroundings
    timeout: float
    python: str | None
    values: Mapping[str, str]
    keep: bool
    waivers: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0
    cache: Path | None = None

    @property
    def release(self) -> str:
        """Houdini to behave as."""
        return self.surroundings.release


@dataclass(frozen=True, slots=True)
class Subject:
    """A scheduler, None where none could be loaded, how to run it, and what to play with it."""

    found: Found | None
    settings: Settings
    scenarios: Sequence[Scenario]

    @property
    def name(self) -> str:
        """Registered name, "" without a scheduler."""
        return self.found.name if self.found else ""


def default_jobs() -> int:
    """Return how many scenarios are played at a time; children mostly wait for their jobs."""
    return 2 + 2 * (os.cpu_count() or 1)


def survey_package(settings: Settings) -> Survey:
    """Load the package in a child and give what it registers.

    Raises:
        UsageError: a child cannot be run here.
        KeyboardInterrupt: the user pressed Ctrl-C.
    """
    with work_folder("verify") as folder:
        result = _play("survey", "", settings, folder)
    if result.interrupted:
        raise KeyboardInterrupt
    survey = read_survey(result, settings.timeout)
    failures = map(settings.surroundings.explained, survey.failures)
    return replace(survey, failures=tuple(failures), troubles=tuple(settings.surroundings.troubles))


def verify(
    scenarios: Sequence[Scenario],
    found: Found | None,
    settings: Settings,
    told: Callable[[Outcome], None],
) -> list[Outcome]:
    """Play `scenarios` with the scheduler `found` and give their outcomes, in their order.

    `told` gets each outcome in that order too, as soon as all before it are there. Without a
    scheduler the import has failed, and most scenarios do not apply. Ctrl-C ends the children;
    what was not played to its end then is skipped.
    """
    subject = Subject(found, settings, scenarios)
    (outcomes,) = verify_each([subject], lambda _number, one: told(one))
    return outcomes


def verify_each(
    subjects: Sequence[Subject], told: Callable[[int, Outcome], None]
) -> list[list[Outcome]]:
    """Play the scenarios of each of `subjects`, side by side; return the outcomes of each.

    `told` gets the number of the subject, too; see `verify`. Jobs and cache are those of the
    first.
    """
    stopped = threading.Event()

    def play(task: tuple[int, Scenario]) -> Outcome:
        number, scenario = task
        found, settings = subjects[number].found, subjects[number].settings
        if stopped.is_set():
            return Outcome(scenario, Status.SKIPPED, _INTERRUPTED)
        try:
            outcome = waived(_outcome(scenario, found, settings), settings.waivers)
        except BaseException:
            stopped.set()
            raise
        if outcome.evidence == _INTERRUPTED:
            stopped.set()
        return outcome

    outcomes: list[list[Outcome]] = [[] for _ in subjects]
    tasks = [(n, scenario) for n, one in enumerate(subjects) for scenario in one.scenarios]
    jobs = subjects[0].settings.jobs or default_jobs()
    with forwarding_interrupts(), ThreadPoolExecutor(jobs) as pool:
        longest_first = sorted(tasks, key=lambda task: -task[1].seconds)
        playing = {task: pool.submit(play, task) for task in longest_first}
        for task in tasks:
            outcome = playing[task].result()
            told(task[0], outcome)
            outcomes[task[0]].append(outcome)
    return outcomes


def _outcome(scenario: Scenario, found: Found | None, settings: Settings) -> Outcome:
    release = release_named(settings.release)
    if scenario.since and release is not None and release < scenario.since:
        reason = f"Houdini {settings.release} does not have it; it came with {scenario.since}"
        return Outcome(scenario, Status.SKIPPED, reason)
    if found is None:
        if scenario.name not in _WITHOUT_SCHEDULER:
            return Outcome(scenario, Status.SKIPPED, "no scheduler was registered")
        return _played(scenario, "", settings)
    if not scenario.is_played:
        return Outcome(scenario, *compare_properties(found, settings.surroundings.folders))
    return _played(scenario, found.name, settings)


def _played(scenario: Scenario, scheduler: str, settings: Settings) -> Outcome:
    started = time.monotonic()
    with work_folder(scenario.name, keep=settings.keep) as folder:
        result = _play(scenario.name, scheduler, settings, folder, scenario)
        status, evidence = judge(scenario, result, settings.timeout * _MOST)
        raised = raised_by(result)
        if status is not Status.PASSED:
            evidence = settings.surroundings.explained(evidence)
        if result.interrupted:
            status, evidence = Status.SKIPPED, _INTERRUPTED
    seconds = time.monotonic() - started
    kept = str(folder) if settings.keep else ""
    printed = "\n".join(filter(None, (result.stdout.rstrip(), result.stderr.rstrip())))
    return Outcome(scenario, status, evidence, seconds, kept, raised, printed)


def _play(
    name: str,
    scheduler: str,
    settings: Settings,
    folder: Path,
    scenario: Scenario | None = None,
) -> ChildResult:
    config: dict[str, Any] = {
        "mode": "scenario",
        "scenario": name,
        "file": scenario.file if scenario else "",
        "declared": scenario.declared if scenario else "",
        "generated": is_generated(settings.surroundings.folders),
        "scheduler": scheduler,
        "values": dict(settings.values),
        "working_dir": str(folder),
        "patience": settings.timeout * _PATIENCE,
    }
    return run_child(
        config,
        surroundings=settings.surroundings,
        working_dir=folder,
        timeout=settings.timeout * _MOST,
        python=settings.python,
        cache=settings.cache,
    )
