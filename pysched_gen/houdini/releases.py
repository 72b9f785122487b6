"""The table of Houdini releases: their Python, and what changed for a scheduler.

The only place that knows a release. Facts come from SideFX's help of each release, public
scheduler sources and name listings of running Houdini builds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import total_ordering

__all__ = ["LATEST", "RELEASES", "Release", "release_named", "release_of_version"]


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """One Houdini release.

    Attributes:
        name: as users write it, "20.5".
        python: (major, minor) of the Python it ships by default.
        alternative_python: the Python of its other official build, if any.
        changes: one sentence each, what a scheduler author must know.
    """

    name: str
    python: tuple[int, int]
    alternative_python: tuple[int, int] | None = None
    changes: tuple[str, ...] = field(default=())

    @property
    def number(self) -> tuple[int, int]:
        """Give (20, 5) for "20.5"."""
        major, minor = self.name.split(".")
        return int(major), int(minor)

    @property
    def python_2(self) -> bool:
        """Tell whether code for it must also run on Python 2."""
        return self.python < (3, 0)

    @property
    def python_name(self) -> str:
        """Give "Python 3.11"."""
        return f"Python {self.python[0]}.{self.python[1]}"

    def __eq__(self, other: object) -> bool:
        """Compare by number, with a release or with a name such as "19.0"."""
        number = _number_of(other)
        return NotImplemented if number is None else self.number == number

    def __lt__(self, other: object) -> bool:
        """Order by number, with a release or with a name such as "19.0"."""
        number = _number_of(other)
        return NotImplemented if number is None else self.number < number

    def __hash__(self) -> int:
        """Hash by number."""
        return hash(self.number)

    def __str__(self) -> str:
        """Give the name."""
        return self.name


def _number_of(value: object) -> tuple[int, int] | None:
    if isinstance(value, Release):
        return value.number
    if isinstance(value, str) and re.fullmatch(r"\d+\.\d+", value):
        major, minor = value.split(".")
        return int(major), int(minor)
    return None


RELEASES: tuple[Release, ...] = (
    Release(
        "17.5",
        python=(2, 7),
        changes=(
            "Reports take the work item's name: onWorkItemSucceeded(name, index, cook_duration).",
            "The node has a workItemResultServerAddr field.",
            "Builds before 17.5.388 also have workingDir and localizePath fields.",
            "Overridable parameters carry the tag jobParm before 17.5.388.",
        ),
    ),
    Release(
        "18.0",
        python=(2, 7),
        alternative_python=(3, 7),
        changes=(
            "onTick is called while a graph cooks and returns a pdg.tickResult.",
            "onStopCook gets the argument cancel.",
            "applicationBin(name, work_item) replaces pythonBin and hythonBin.",
            "self.setWorkingDir(local, remote) replaces the workingDir and localizePath fields.",
        ),
    ),
    Release(
        "18.5",
        python=(2, 7),
        alternative_python=(3, 7),
        changes=("A work item's name is <node>_<id>.",),
    ),
    Release(
        "19.0",
        python=(3, 7),
        alternative_python=(2, 7),
        changes=(
            "Reports take the work item's id: onWorkItemSucceeded(id, index, cook_duration).",
            "registerScheduler accepts parm_category.",
            "topscheduler.user.ds adds parameters to the Scheduler Properties of other nodes.",
        ),
    ),
    Release(
        "19.5",
        python=(3, 9),
        alternative_python=(3, 7),
        changes=("PDG services.",),
    ),
    Release(
        "20.0",
        python=(3, 10),
        alternative_python=(3, 9),
        changes=("submitAsJob returns the pair (status_uri, job_id) in place of the URI alone.",),
    ),
    Release(
        "20.5",
        python=(3, 11),
        alternative_python=(3, 10),
        changes=("onSetupCook is called once per cook after onStartCook.",),
    ),
    Release(
        "21.0",
        python=(3, 11),
        changes=("onCancelWorkItems(work_items, node) is called when single items are cancelled.",),
    ),
    Release("22.0", python=(3, 13), changes=("Python 3.13: distutils and imp are gone.",)),
)

LATEST = RELEASES[-1]

_BY_NAME = {release.name: release for release in RELEASES}


def release_named(name: str) -> Release | None:
    """Give the release called `name` ("20.5"), or None."""
    return _BY_NAME.get(name)


def release_of_version(version: str) -> Release | None:
    """Give the release of a full version such as "20.5.445", or None where it is not known.

    A version newer than the table is taken for the latest release in it.
    """
    match = re.match(r"(\d+)\.(\d+)", version)
    if match is None:
        return None
    number = int(match[1]), int(match[2])
    if number > LATEST.number:
        return LATEST
    return _BY_NAME.get(f"{number[0]}.{number[1]}")
