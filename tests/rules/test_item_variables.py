from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "item-variables"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "name": (
        """\
    # onschedule.py
    env = dict(work_item.environment)
    env["PDG_ITEM_NAME"] = f"job-{work_item.name}"
    env["PDG_ITEM_ID"] = str(work_item.id)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 24),
    ),
    "id": (
        """\
    # onschedule.py
    self.env = {**work_item.environment, "PDG_ITEM_ID": str(work_item.index)}
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 1, 53),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "right": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["PDG_ITEM_NAME"] = work_item.name
    env["PDG_ITEM_ID"] = str(work_item.id)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "f-strings": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["PDG_ITEM_NAME"] = f"{work_item.name}"
    env["PDG_ITEM_ID"] = f"{work_item.id}"
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "another variable": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["FARM_JOB"] = "job-" + work_item.name
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "of what is not an item": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["PDG_ITEM_ID"] = str(self.frame.index)
    self.env = env
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
