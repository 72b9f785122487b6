from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "secret-for-jobs"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "environment": (
        """\
    # onschedule.py
    env = dict(work_item.environment)
    env["B2_SECRET_KEY"] = self.key
    self.env = env
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 24),
    ),
    "payload": (
        """\
    # onschedule.py
    import json
    self.farm.send(json.dumps({"id": work_item.id, "key": self.api_key}))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 55),
    ),
    "task": (
        """\
    # onschedule.py
    task = {"command": work_item.command, "password": self.word}
    self.farm.send(task)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 1, 51),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "for the farm itself": """\
    # onstart.py
    self.headers = {"Authorization": self.token}
    return True""",
    "where it is kept": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["FARM_PASSWORD_FILE"] = self.folder
    self.env = env
    return pdg.scheduleResult.Succeeded""",
    "of PDG": """\
    # onschedule.py
    env = dict(work_item.environment)
    env["PDG_RESULT_CLIENT_ID"] = self.token_id
    self.env = env
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
