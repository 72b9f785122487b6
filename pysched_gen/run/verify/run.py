"""Plays scenarios in child processes, two at a time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pysched_gen.houdini.releases import release_named
from pysched_gen.run.child import run_child
from pysched_gen.run.folder import work_folder
from pysched_gen.run.interruption import forwarding_interrupts
from pysched_gen.run.verify.outcome import Outcome, Status, judge
from pysched_gen.run.verify.properties import compare_properties
from pysched_gen.run.verify.survey import Found, Survey, read_survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pysched_gen.run.child import ChildResult
    from pysched_gen.run.verify.catalog import Scenario

__all__ = ["Settings", "survey_package", "verify"]

_AT_ONCE = 2
_WITHOUT_SCHEDULER = frozenset({"imports-without-hou", "registers"})
_INTERRUPTED = "the run was interrupted before it was over"
_PATIENCE = 0.7  # of the time limit a scenario takes before it says itself what it waits for


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run children.

    Attributes:
        package: directory that goes on HOUDINI_PATH.
        release: Houdini to behave as.
        timeout: seconds a scenario may take.
        python: interpreter to run in, None for this one.
        values: parameters of the scheduler to set.
        keep: leave the folders of the children where they are.
    """

    package: Path
    release: str
    timeout: float
    python: str | None
    values: Mapping[str, str]
    keep: bool


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
    return read_survey(result, settings.timeout)


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
    stopped = threading.Event()

    def play(scenario: Scenario) -> Outcome:
        if stopped.is_set():
            return Outcome(scenario, Status.SKIPPED, _INTERRUPTED)
        try:
            outcome = _outcome(scenario, found, settings)
        except BaseException:
            stopped.set()
            raise
        if outcome.evidence == _INTERRUPTED:
            stopped.set()
        return outcome

    outcomes = []
    with forwarding_interrupts(), ThreadPoolExecutor(_AT_ONCE) as pool:
        for outcome in pool.map(play, scenarios):
            told(outcome)
            outcomes.append(outcome)
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
    if scenario.name == "overridable-parameters":
        return Outcome(scenario, *compare_properties(found, settings.package))
    return _played(scenario, found.name, settings)


def _played(scenario: Scenario, scheduler: str, settings: Settings) -> Outcome:
    started = time.monotonic()
    with work_folder(scenario.name, keep=settings.keep) as folder:
        result = _play(scenario.name, scheduler, settings, folder)
        status, evidence = judge(scenario, result, settings.timeout)
        if result.interrupted:
            status, evidence = Status.SKIPPED, _INTERRUPTED
    seconds = time.monotonic() - started
    return Outcome(scenario, status, evidence, seconds, str(folder) if settings.keep else "")


def _play(name: str, scheduler: str, settings: Settings, folder: Path) -> ChildResult:
    config: dict[str, Any] = {
        "mode": "scenario",
        "scenario": name,
        "package": str(settings.package.absolute()),
        "scheduler": scheduler,
        "values": dict(settings.values),
        "working_dir": str(folder),
        "patience": settings.timeout * _PATIENCE,
    }
    return run_child(
        config,
        package=settings.package,
        working_dir=folder,
        release=settings.release,
        timeout=settings.timeout,
        python=settings.python,
    )
