"""Plays scenarios in child processes, two at a time."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysched_gen.houdini.releases import release_named
from pysched_gen.run.child import forwarding_interrupts, run_child
from pysched_gen.run.verify.outcome import Outcome, Status, judge
from pysched_gen.run.verify.properties import compare_properties
from pysched_gen.run.verify.survey import Found, Survey, read_survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pysched_gen.run.child import ChildResult
    from pysched_gen.run.verify.catalog import Scenario

__all__ = ["Settings", "survey_package", "verify"]

_AT_ONCE = 2
_WITHOUT_SCHEDULER = frozenset({"imports-without-hou", "registers"})
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
    folder = Path(tempfile.mkdtemp(prefix="pysched-gen-verify-"))
    try:
        return read_survey(_play("survey", "", settings, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def verify(
    scenarios: Sequence[Scenario],
    found: Found | None,
    settings: Settings,
    told: Callable[[Outcome], None],
) -> list[Outcome]:
    """Play `scenarios` with the scheduler `found` and give their outcomes, in their order.

    `told` gets each outcome in that order too, as soon as all before it are there. Without a
    scheduler the import has failed, and most scenarios do not apply. Ctrl-C ends the children,
    plays no other and raises KeyboardInterrupt.
    """
    stopped = threading.Event()

    def play(scenario: Scenario) -> Outcome:
        if stopped.is_set():
            raise KeyboardInterrupt
        try:
            return _outcome(scenario, found, settings)
        except BaseException:
            stopped.set()
            raise

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
    folder = Path(tempfile.mkdtemp(prefix=f"pysched-gen-{scenario.name}-"))
    started = time.monotonic()
    try:
        result = _play(scenario.name, scheduler, settings, folder)
        status, evidence = judge(scenario, result, settings.timeout)
    finally:
        if not settings.keep:
            shutil.rmtree(folder, ignore_errors=True)
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
    result = run_child(
        config,
        package=settings.package,
        working_dir=folder,
        release=settings.release,
        timeout=settings.timeout,
        python=settings.python,
    )
    if result.interrupted:
        raise KeyboardInterrupt
    return result
