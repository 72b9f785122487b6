from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, findings

RULE = "wrong-arguments"

QUEUE = """\
class Queue:
    def __init__(self, name='all'):
        self.name = name

    def add(self, job):
        return job

    def any(self, *jobs, **options):
        return jobs, options

    @staticmethod
    def all(job):
        return job
"""

FOUND = {
    "text for a number": ("work_item.setIntAttrib('a', work_item.name)", 29, "20.5", "an integer"),
    "text for a fraction": ("work_item.setFloatAttrib('a', value='1')", 37, "20.5", "a number"),
    "missing": ("self.onWorkItemFailed(work_item.id)", 1, "22.0", "is not given index"),
    "too many": ("self.onWorkItemFailed(work_item.id, -1, 1)", 41, "22.0", "an argument too many"),
    "keyword": ("self.onWorkItemFailed(1, index=1, ind=2)", 35, "22.0", "did you mean"),
    "documented": ("self.expandCommandTokens('', item=1)", 30, "22.0", "did you mean work_item"),
    "property": ("self.x = self.context().graph", 10, "22.0", "is a property"),
    "method": ("self.x = self.tempDir + '/logs'", 10, "22.0", "tempDir(...)"),
    "tested": ("if self.isCallbackServerRunning: pass", 4, "22.0", "is a method"),
    "name": ("self.onWorkItemFailed(work_item.name, -1)", 23, "19.0", "takes the id"),
    "id": ("self.onWorkItemFailed(work_item.id, -1)", 23, "17.5", "takes the name"),
    "item": ("self.workItemFailed(work_item, -1)", 21, "22.0", "the item itself"),
    "index": ("self.workItemFailed(1, work_item.index)", 24, "22.0", "index in a batch"),
    "shown": ("i = work_item; self.workItemFailed(1, i.index)", 39, "22.0", "none; i.index is the"),
    "shown id": ("i = work_item; self.workItemFailed(i.name, -1)", 36, "22.0", "text; write i.id"),
    "of an own class": ("Queue('a').add()", 1, "22.0", "is not given job"),
    "kept instance": ("q = Queue(); q.add(1, 2)", 23, "22.0", "an argument too many"),
    "method in a loop": ("x = [f for f in work_item.inputFilesForTag]", 17, "22.0", "is a method"),
    "method in a name": (
        "f = work_item.inputFilesForTag; x = [one for one in f]",
        53,
        "22.0",
        "is a method",
    ),
    "order": ("work_item.setIntAttrib(3, 'x')", 24, "22.0", "takes a text for name"),
    "process": (
        "import subprocess; subprocess.call('', enviroment={})",
        40,
        "22.0",
        "subprocess.call has no argument enviroment",
    ),
}


@pytest.mark.parametrize(("text", "column", "release", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, release: str, message: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "header.py": QUEUE}
    (found,) = (f for f in findings(files, houdini=release) if f.name == RULE)
    assert str(found.span) == f"farmq/onschedule.py:1:{column}"
    assert message in found.message


FINE = {
    "attribute": "a = work_item.attrib('shot')\nb = work_item.attrib['shot']",
    "number for an attribute": "work_item.setFloatAttrib('a', 1); work_item.setIntAttrib('a', [1])",
    "own class": "Queue(name='a').add(1); Queue().any(1, 2, a=3); Queue().all(4)",
    "unbound": "Queue.add(Queue(), 1)",
    "replaced": "q = Queue(); q.add = lambda: 1; q.add()",
    "star": "a = (1, -1)\nself.onWorkItemFailed(*a)",
    "stars": "self.onWorkItemFailed(**self.x)",
    "clear": "self.onWorkItemStartCook(work_item.id, -1, clear_outputs=True)",
    "bound": "done = self.onWorkItemSucceeded\ndone(work_item.id, -1, 0.5)",
    "integer for number": "self.onWorkItemSucceeded(work_item.id, -1, 1)",
    "guarded": "try:\n    self.workItemFailed(1, -1, '', 1)\nexcept TypeError:\n    pass",
    "handed on": "self.runOnMainThread(True, self.topNode)",
    "not told": "self.onWorkItemFailed(self.x[work_item.name], -1)",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "init.py": "self.x = {}"}
    every = findings({**files, "header.py": QUEUE})
    assert [f.message for f in every if f.name == RULE] == []


def test_own_methods() -> None:
    methods = "def go(self, item, queue='a', *, key):\n    return item, queue, key\n"
    good = "self.go(work_item, key=1)\n"
    bad = "self.go(key=1)\nself.go(1, 2, 3, key=1)\nself.go(1)\n"
    files = {"methods.py": methods, "onschedule.py": good + bad + GOOD_SCHEDULE}
    lines = [f.span.line for f in findings(files) if f.name == RULE]
    assert lines == [2, 3, 4]
