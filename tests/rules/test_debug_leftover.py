from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "debug-leftover"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "breakpoint": (
        """\
    # onschedule.py
    breakpoint()
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 1, 1),
    ),
    "pdb": (
        """\
    # ontick.py
    import pdb; pdb.set_trace()
    return pdg.tickResult.SchedulerReady""",
        ("ontick.py", 1, 13),
    ),
    "placeholder": (
        """\
    # getstatusuri.py
    return "https://farm.example.com/" + work_item.name""",
        ("getstatusuri.py", 1, 8),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "a function of one's own": """\
    # ontick.py
    breakpoint()
    return pdg.tickResult.SchedulerReady
    # header.py
    def breakpoint():
        return None""",
    "a real address": """\
    # getstatusuri.py
    return "https://farm.studio.net/" + work_item.name""",
    "in a comment and elsewhere": """\
    # onstart.py
    self.host = "farm.example.com"
    return True""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
