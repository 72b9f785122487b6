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
    "nothing yet": (
        """\
    # ontick.py
    if not self.jobs:
        return pdg.tickResult.SchedulerBusy
    for item_id in list(self.jobs):
        del self.jobs[item_id]
    return pdg.tickResult.SchedulerReady
    # onschedule.py
    self.keep(work_item)
    return pdg.scheduleResult.Succeeded
    # methods.py
    def keep(self, item):
        self.jobs[item.id] = item.name
    # init.py
    self.jobs = {}""",
        ("ontick.py", 2, 5),
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
    **{
        name: f"""\
    # ontick.py
    {tick}
        return pdg.tickResult.SchedulerBusy
    return pdg.tickResult.SchedulerReady
    # onschedule.py
    {schedule}
    return pdg.scheduleResult.Succeeded
    # onstartcook.py
    self.setWorkingDir("/w", "/w")
    {start}
    return True
    # init.py
    self.slots = {slots}"""
        for name, tick, schedule, start, slots in [
            ("full", "if self.slots:", "self.slots.append(work_item.id)", "pass", "[]"),
            ("given", "if not self.slots:", "self.slots.append(3)", "pass", "[1]"),
            ("asked", "if not self.slots:", "self.slots.append(3)", "self.slots.append(1)", "[]"),
            ("handed on", "if not self.slots:", "self.slots.append(3)", "print(self.slots)", "[]"),
            ("not filled", "if not self.slots:", "self.slots.pop()", "pass", "[]"),
            ("other test", "if not self.context.canceling:", "self.slots.append(3)", "pass", "[]"),
        ]
    },
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
