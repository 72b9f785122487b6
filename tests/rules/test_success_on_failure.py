from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "success-on-failure"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "except": (
        """\
    # onschedule.py
    try:
        self.farm.send(work_item.command)
    except OSError as error:
        self.cookWarning("farm: " + repr(error))
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 5, 5),
    ),
    "no command": (
        """\
    # onschedule.py
    if not work_item.command:
        return pdg.scheduleResult.Succeeded
    self.farm.send(work_item.command)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 5),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "there already": """\
    # onschedule.py
    try:
        self.farm.send(work_item.command)
    except FileExistsError:
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Succeeded""",
    "sent before": """\
    # onschedule.py
    import os
    self.farm.send(work_item.command)
    try:
        os.remove("note")
    except OSError:
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Succeeded""",
    "reported": """\
    # onschedule.py
    try:
        self.farm.send(work_item.command)
    except OSError:
        self.onWorkItemFailed(work_item.id, -1)
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Succeeded""",
    "tried later": """\
    # onschedule.py
    try:
        self.farm.send(work_item.command)
    except OSError:
        self.again[work_item.id] = work_item.command
        return pdg.scheduleResult.Succeeded
    return pdg.scheduleResult.Succeeded""",
    "nothing to do": """\
    # onschedule.py
    if not work_item.command:
        return pdg.scheduleResult.CookSucceeded
    self.farm.send(work_item.command)
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
