from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "houdini-at-import"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "import": (
        """\
    # header.py
    import hou
    # onschedule.py
    self.file = hou.hipFile.path()
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 1, 1, "note"),
    ),
    "from": (
        """\
    # header.py
    import os
    from hou import hipFile
    # onschedule.py
    self.file = os.path.join(hipFile.path())
    return pdg.scheduleResult.Succeeded""",
        ("header.py", 2, 1, "note"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "where it is used": """\
    # onschedule.py
    import hou
    self.file = hou.hipFile.path()
    return pdg.scheduleResult.Succeeded""",
    "asked": """\
    # header.py
    try:
        import hou
    except ImportError:
        hou = None
    # onschedule.py
    self.file = hou
    return pdg.scheduleResult.Succeeded""",
    "in a function": """\
    # header.py
    def scene():
        import hou

        return hou.hipFile.path()
    # onschedule.py
    self.file = scene()
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
