from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "lock-not-released"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "plain": (
        """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # ontick.py
    self.lock.acquire()
    self.seen = 1
    self.lock.release()
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 1, 1, "warning"),
    ),
    "in a method": (
        """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # methods.py
    def _note(self, seen):
        self.lock.acquire()
        self.seen = seen
        self.lock.release()
    # ontick.py
    self._note(1)
    return pdg.tickResult.SchedulerReady""",
        ("methods.py", 2, 5, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "with": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # ontick.py
    with self.lock:
        self.seen = 1
    return pdg.tickResult.SchedulerReady""",
    "finally": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # ontick.py
    self.lock.acquire()
    try:
        self.seen = 1
    finally:
        self.lock.release()
    return pdg.tickResult.SchedulerReady""",
    "asked": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # ontick.py
    if self.lock.acquire(False):
        self.seen = 1
        self.lock.release()
    return pdg.tickResult.SchedulerReady""",
    "in except": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # ontick.py
    self.lock.acquire()
    try:
        self.seen = 1
    except OSError:
        self.lock.release()
        raise
    return pdg.tickResult.SchedulerReady""",
    "in methods of a pair": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # methods.py
    def _begin(self):
        self.lock.acquire()
    def _end(self):
        self.lock.release()
    # ontick.py
    self._begin()
    self._end()
    return pdg.tickResult.SchedulerReady""",
    "released elsewhere": """\
    # init.py
    import threading

    self.lock = threading.Lock()
    # onstartcook.py
    self.lock.acquire()
    return True
    # onstopcook.py
    self.lock.release()
    return True""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
