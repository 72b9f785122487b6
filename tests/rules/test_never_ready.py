from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "never-ready"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "busy": (
        """\
    # ontick.py
    if self.context.canceling:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerBusy""",
        ("ontick.py", 3, 8),
    ),
    "deferred": (
        """\
    # onschedule.py
    if work_item.isBatch:
        return pdg.scheduleResult.FullDeferred
    return pdg.scheduleResult.Deferred""",
        ("onschedule.py", 3, 8),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "at some time": """\
    # ontick.py
    if self.context.canceling:
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady""",
    "cancels": """\
    # ontick.py
    if self.context.canceling:
        return pdg.tickResult.SchedulerCancelCook
    return pdg.tickResult.SchedulerBusy""",
    "by a method": """\
    # ontick.py
    if self.context.canceling:
        return pdg.tickResult.SchedulerBusy
    return self.answer()
    # methods.py
    def answer(self):
        return pdg.tickResult.SchedulerReady""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
