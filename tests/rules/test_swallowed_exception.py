from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "swallowed-exception"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "pass": (
        """\
    # onschedule.py
    try:
        self.send(work_item)
    except Exception:
        pass
    return pdg.scheduleResult.Succeeded
    # methods.py
    def send(self, item):
        self.sent = item.id""",
        ("onschedule.py", 3, 1, "warning"),
    ),
    "bare, in a loop": (
        """\
    # ontick.py
    for job in (1, 2):
        try:
            self.onWorkItemSucceeded(job, -1, 0.5)
            self.onWorkItemFailed(job, -1)
        except:
            continue
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 5, 5, "warning"),
    ),
    "one of several": (
        """\
    # ontick.py
    try:
        self.cookWarning('a')
    except (OSError, Exception):
        ...
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 3, 1, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "makes a folder that may be there": """\
    # onschedule.py
    import os
    try:
        os.makedirs("/farm/logs")
    except:
        pass
    return pdg.scheduleResult.Succeeded""",
    "named": """\
    # onschedule.py
    try:
        self.send(work_item)
    except OSError:
        pass
    return pdg.scheduleResult.Succeeded
    # methods.py
    def send(self, item):
        self.sent = item.id""",
    "told": """\
    # onschedule.py
    try:
        self.send(work_item)
    except Exception as error:
        self.cookWarning('no: {}'.format(error))
    return pdg.scheduleResult.Succeeded
    # methods.py
    def send(self, item):
        self.sent = item.id""",
    "cleaning up": """\
    # ontick.py
    try:
        self.client.close()
    except Exception:
        pass
    return pdg.tickResult.SchedulerReady
    # init.py
    self.client = open('/dev/null')
    # onstop.py
    self.client.close()
    return True""",
    "an import": """\
    # header.py
    try:
        import farm
    except Exception:
        farm = None""",
    "at the end": """\
    # onstopcook.py
    try:
        self.send(self)
    except Exception:
        pass
    return True
    # methods.py
    def send(self, item):
        self.sent = item.id""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
