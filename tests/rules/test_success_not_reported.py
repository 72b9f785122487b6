from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "success-not-reported"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "tick": (
        """\
    # ontick.py
    for item in list(self.jobs):
        self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
        ("ontick.py", 2, 5),
    ),
    "method": (
        """\
    # ontick.py
    self.look(3)
    return pdg.tickResult.SchedulerReady
    # methods.py
    def look(self, item):
        self.workItemFailed(item, -1)""",
        ("methods.py", 2, 5),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "both": """\
    # ontick.py
    for item in list(self.jobs):
        self.onWorkItemFailed(item, -1)
        self.onWorkItemSucceeded(item, -1, self.took(item))
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
    "cannot be started": """\
    # onschedule.py
    if not work_item.command:
        self.onWorkItemFailed(work_item.id, -1)
    return pdg.scheduleResult.Succeeded""",
    "the cook is stopped": """\
    # onstopcook.py
    for item in list(self.jobs):
        self.onWorkItemFailed(item, -1)
    return True
    # init.py
    self.jobs = {}
    self.queue = []""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
