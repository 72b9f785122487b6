from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "cook-duration"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "constant": (
        """\
    # ontick.py
    for item in list(self.jobs):
        self.onWorkItemSucceeded(item, -1, 0)
        self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
        ("ontick.py", 2, 40),
    ),
    "keyword in a method": (
        """\
    # ontick.py
    self.look(3)
    return pdg.tickResult.SchedulerReady
    # methods.py
    def look(self, item):
        self.workItemSucceeded(item, -1, cook_duration=0.5)
        self.workItemFailed(item, -1)""",
        ("methods.py", 2, 52),
    ),
    "negative": (
        """\
    # ontick.py
    import time
    now = time.time()
    for item, begun in list(self.jobs.items()):
        self.onWorkItemSucceeded(item, -1, begun - now)
        self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
        ("ontick.py", 4, 40),
    ),
    "negative, of one text": (
        """\
    # ontick.py
    import time
    begun = time.time()
    self.onWorkItemFailed(3, -1)
    self.onWorkItemSucceeded(4, -1, begun - time.time())
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 4, 33),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "measured": """\
    # ontick.py
    import time
    now = time.time()
    for item, begun in list(self.jobs.items()):
        self.onWorkItemSucceeded(item, -1, now - begun)
        self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
    "done on the spot": """\
    # onschedule.py
    self.onWorkItemSucceeded(work_item.id, -1, 0.0)
    return pdg.scheduleResult.CookSucceeded""",
    "as onSchedule answers": """\
    # ontick.py
    if self.onSchedule(self.item) == pdg.scheduleResult.CookSucceeded:
        self.onWorkItemSucceeded(3, -1, 0.0)
        self.onWorkItemFailed(3, -1)
    return pdg.tickResult.SchedulerReady""",
    "of the farm": """\
    # ontick.py
    for item, job in list(self.jobs.items()):
        self.onWorkItemSucceeded(item, -1, job.end - job.start)
        self.onWorkItemFailed(item, -1)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.jobs = {}
    self.queue = []""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
