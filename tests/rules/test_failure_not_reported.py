from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "failure-not-reported"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "tick": (
        """\
    # ontick.py
    for item in list(self.jobs):
        self.onWorkItemSucceeded(item, -1, 0.0)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}""",
        ("ontick.py", 2, 5),
    ),
    "method": (
        """\
    # ontick.py
    self.look()
    return pdg.tickResult.SchedulerReady
    # methods.py
    def look(self):
        for item in list(self.jobs):
            self.onWorkItemSucceeded(item, -1, 0.0)
    # init.py
    self.jobs = {}""",
        ("methods.py", 3, 9),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "failure told": """\
    # ontick.py
    for item in list(self.jobs):
        if self.jobs[item].ok:
            self.onWorkItemSucceeded(item, -1, 0.0)
        else:
            self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}""",
    "the cook ends": """\
    # ontick.py
    for item in list(self.jobs):
        if self.jobs[item].bad:
            return pdg.tickResult.SchedulerCancelCook
        self.onWorkItemSucceeded(item, -1, 0.0)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}""",
    "done on the spot": """\
    # onschedule.py
    self.onWorkItemSucceeded(work_item.id, -1, 0.0)
    return pdg.scheduleResult.Succeeded""",
    "jobs tell by themselves": """\
    # ontick.py
    return pdg.tickResult.SchedulerReady""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
