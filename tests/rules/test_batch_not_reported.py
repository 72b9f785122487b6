from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "batch-not-reported"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "success": (
        """\
    # onschedule.py
    for item in work_item.batchItems:
        self.onWorkItemSucceeded(work_item.id, -1, 0.0)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 44),
    ),
    "failure": (
        """\
    # onschedule.py
    for index, item in enumerate(work_item.batchItems):
        if item.index:
            self.onWorkItemFailed(work_item.id, -1)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 45),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "by index": """\
    # onschedule.py
    for item in work_item.batchItems:
        self.onWorkItemSucceeded(work_item.id, item.batchIndex, 0.0)
    return pdg.scheduleResult.Succeeded""",
    "the item itself": """\
    # onschedule.py
    for item in work_item.batchItems:
        self.onWorkItemSucceeded(item.id, -1, 0.0)
    return pdg.scheduleResult.Succeeded""",
    "the batch after its items": """\
    # onschedule.py
    for item in work_item.batchItems:
        self.seen = item.id
    self.onWorkItemSucceeded(work_item.id, -1, 0.0)
    return pdg.scheduleResult.Succeeded""",
    "other items": """\
    # ontick.py
    for item in self.items:
        self.onWorkItemSucceeded(item, -1, 0.0)
    return pdg.tickResult.SchedulerReady
    # init.py
    self.items = []""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
