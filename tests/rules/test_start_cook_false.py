from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "start-cook-false"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "first": (
        """\
    # onstartcook.py
    import os
    if not os.path.isdir(self.workingDir(True)):
        return False
    return True""",
        ("onstartcook.py", 3, 5, "note"),
    ),
    "except": (
        """\
    # onstartcook.py
    try:
        self.seen = 1
    except OSError:
        self.cookError('no')
        return False
    return True""",
        ("onstartcook.py", 5, 5, "note"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "raises": """\
    # onstartcook.py
    if not self.workingDir(True):
        raise pdg.CookError('no folder')
    return True""",
    "another callback": """\
    # onstart.py
    return False""",
    "of a function": """\
    # onstartcook.py
    def ready():
        return False


    self.ready = ready()
    return True""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
