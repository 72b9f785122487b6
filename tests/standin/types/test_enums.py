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


def test_members_are_those_of_the_table() -> None:
    found = {name: sorted(one.name for one in getattr(_enums, name)) for name in ENUMS}
    assert found == {name: sorted(enum.members) for name, enum in ENUMS.items()}
    for name in ENUMS:
        kind = getattr(_enums, name)
        assert [one for one in kind if getattr(kind, one.name) is not one] == []


def test_values_are_distinct() -> None:
    values = {name: sorted(one.value for one in getattr(_enums, name)) for name in ENUMS}
    assert values == {name: sorted(set(found)) for name, found in values.items()}


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
