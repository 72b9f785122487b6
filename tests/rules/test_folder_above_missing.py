from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "folder-above-missing"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "joined": (
        """\
    # onstartcook.py
    import os
    self.setWorkingDir("$HIP", "$HIP")
    if not os.path.isdir(self.logs):
        os.mkdir(self.logs)
    return True""",
        ("onstartcook.py", 4, 5),
    ),
    "imported": (
        """\
    # onstart.py
    from os import mkdir
    mkdir("a/b")
    return True""",
        ("onstart.py", 2, 1),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "makedirs": """\
    # onstart.py
    import os
    os.makedirs("a/b", exist_ok=True)
    return True""",
    "caught": """\
    # onstart.py
    import os
    try:
        os.mkdir("a")
    except FileExistsError:
        return False
    return True""",
    "of one's own": """\
    # onstart.py
    self.farm.mkdir("a")
    return True""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
