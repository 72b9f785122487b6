from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "queued-and-deferred"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "list": (
        """\
    # onschedule.py
    self.queue.append((work_item.id, work_item.command))
    if len(self.queue) > 4:
        return pdg.scheduleResult.FullDeferred
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = []""",
        ("onschedule.py", 3, 5),
    ),
    "process": (
        """\
    # onschedule.py
    import subprocess
    job = subprocess.Popen(work_item.command, shell=True)
    self.jobs[work_item.id] = job
    if len(self.jobs) > 4:
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = []""",
        ("onschedule.py", 5, 5),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "asked before": """\
    # onschedule.py
    if len(self.queue) > 4:
        return pdg.scheduleResult.Deferred
    self.queue.append(work_item.id)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = []""",
    "taken out again": """\
    # onschedule.py
    self.queue.append(work_item.id)
    if not self.farm.takes():
        self.queue.remove(work_item.id)
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = []""",
    "remembered": """\
    # onschedule.py
    self.waiting.append(work_item.id)
    return pdg.scheduleResult.Deferred
    # init.py
    self.jobs = {}
    self.queue = []""",
    "in another branch": """\
    # onschedule.py
    if work_item.isBatch:
        self.queue.append(work_item.id)
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Deferred
    # init.py
    self.jobs = {}
    self.queue = []""",
    "it did not work": """\
    # onschedule.py
    try:
        self.farm.submit(work_item.command)
    except OSError:
        return pdg.scheduleResult.Deferred
    return pdg.scheduleResult.Succeeded
    # init.py
    self.jobs = {}
    self.queue = []""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
