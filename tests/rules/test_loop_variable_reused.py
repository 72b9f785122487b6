from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "loop-variable-reused"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "range": (
        """\
    # ontick.py
    for i in range(3):
        for i in range(2):
            self.last = i
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 2, 9, "warning"),
    ),
    "one of two": (
        """\
    # ontick.py
    for job, task in ((1, 2),):
        if job:
            for task in range(job):
                self.last = task
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 3, 13, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "one after the other": """\
    # ontick.py
    for i in range(3):
        self.last = i
    for i in range(2):
        self.last = i
    return pdg.tickResult.SchedulerReady""",
    "in a function": """\
    # ontick.py
    for i in range(3):
        def last():
            for i in range(2):
                self.last = i
        last()
    return pdg.tickResult.SchedulerReady""",
    "of no use": """\
    # ontick.py
    for _ in range(3):
        for _ in range(2):
            self.last = 1
    return pdg.tickResult.SchedulerReady""",
    "else": """\
    # ontick.py
    for i in range(3):
        self.last = i
    else:
        for i in range(2):
            self.last = i
    return pdg.tickResult.SchedulerReady""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
