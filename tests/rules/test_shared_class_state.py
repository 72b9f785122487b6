from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "shared-class-state"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "dict": (
        """\
    # methods.py
    jobs = {}


    def keep(self, item):
        self.jobs[item.id] = 1""",
        ("methods.py", 1, 1, "error"),
    ),
    "annotated list": (
        """\
    # methods.py
    import collections

    limit = 3
    queue: object = collections.deque()
    # onschedule.py
    self.queue.append(work_item.id)
    return pdg.scheduleResult.Succeeded""",
        ("methods.py", 4, 1, "error"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "its own": """\
    # methods.py
    jobs = {}
    # init.py
    self.jobs = {}
    # onschedule.py
    self.jobs[work_item.id] = 1
    return pdg.scheduleResult.Succeeded""",
    "a table": """\
    # methods.py
    states = {'R': 1}
    # ontick.py
    self.last = self.states['R']
    return pdg.tickResult.SchedulerReady""",
    "a number": """\
    # methods.py
    count = 0
    # ontick.py
    self.count += 1
    return pdg.tickResult.SchedulerReady""",
    "shared on purpose": """\
    # header.py
    jobs = {}
    # onschedule.py
    jobs[work_item.id] = 1
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
