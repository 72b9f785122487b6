"""Enums of `pdg`: members as the listings have them, each distinct from those of other enums."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pdg
import pytest
from pdg import _enums

from pysched_gen.houdini.pdg_names import ENUMS

if TYPE_CHECKING:
    from pdg._enums import PdgEnum


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_members_are_those_of_the_table(name: str) -> None:
    members = list(getattr(_enums, name))
    assert sorted(member.name for member in members) == sorted(ENUMS[name].members)
    assert all(getattr(getattr(_enums, name), member.name) is member for member in members)


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_values_are_distinct(name: str) -> None:
    values = [member.value for member in getattr(_enums, name)]
    assert len(set(values)) == len(values)


def test_there_are_no_others() -> None:
    assert sorted(_enums.__all__) == sorted(ENUMS)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        (pdg.workItemState.CookedFail, 8),
        (pdg.workItemDataSource.RPCMessage, 1),
        (pdg.workItemCookType.Automatic, 4),
        (pdg.attribType.Undefined, -1),
        (pdg.attribFlag.Operator, 16),
        (pdg.EventType.NodeSetScheduler, 47),
        (pdg.EventType.WorkItemStateChange, 5),
        (pdg.debugLevelTypeRegistration.Success, 3),
    ],
    ids=str,
)
def test_values_that_are_known(member: PdgEnum, value: int) -> None:
    assert member.value == value
    assert int(member) == value


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (pdg.scheduleResult.CookCanceled, pdg.scheduleResult.CookCanceled, True),
        (pdg.scheduleResult.CookCanceled, 0, True),
        (pdg.scheduleResult.CookCanceled, pdg.tickResult.SchedulerReady, False),
        (pdg.scheduleResult.CookCanceled, pdg.scheduleResult.Failed, False),
        (pdg.scheduleResult.CookCanceled, None, False),
        (pdg.scheduleResult.CookCanceled, "CookCanceled", False),
    ],
)
def test_a_member_equals_itself_and_its_number(left: PdgEnum, right: object, equal: bool) -> None:
    assert (left == right) is equal
    assert (left != right) is not equal


def test_a_member_is_true_shown_by_name_and_the_same_after_a_copy() -> None:
    member = pdg.scheduleResult.CookCanceled
    assert member
    assert f"{member} {member!r}" == "scheduleResult.CookCanceled scheduleResult.CookCanceled"
    assert f"{pdg.workItemState.CookedFail:02d}" == "08"
    assert copy.deepcopy(member) is member
    assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own
