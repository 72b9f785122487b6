from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "world-writable"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "chmod": (
        """\
    # onschedule.py
    import os

    os.chmod(self.tempDir(True), 0o777)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 30, "note"),
    ),
    "makedirs": (
        """\
    # onschedule.py
    import os

    os.makedirs(self.tempDir(True), mode=0o776)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 38, "note"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "its owner": """\
    # onschedule.py
    import os

    os.chmod(self.tempDir(True), 0o755)
    return pdg.scheduleResult.Succeeded""",
    "sticky": """\
    # onschedule.py
    import os

    os.chmod(self.tempDir(True), 0o1777)
    return pdg.scheduleResult.Succeeded""",
    "not known": """\
    # onschedule.py
    import os

    os.chmod(self.tempDir(True), self.mode)
    return pdg.scheduleResult.Succeeded
    # init.py
    self.mode = 0o755""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
