from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "quoting-lost"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "at once": (
        """\
    # onschedule.py
    import shlex

    self.line = ' '.join(shlex.split(work_item.command))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 13, "warning"),
    ),
    "through a name": (
        """\
    # onschedule.py
    import shlex

    words = shlex.split(work_item.command)
    self.line = ' '.join(words)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 4, 13, "warning"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "join": """\
    # onschedule.py
    import shlex

    self.line = shlex.join(shlex.split(work_item.command))
    return pdg.scheduleResult.Succeeded""",
    "quoted": """\
    # onschedule.py
    import shlex

    self.line = ' '.join(shlex.quote(one) for one in shlex.split(work_item.command))
    return pdg.scheduleResult.Succeeded""",
    "other words": """\
    # onschedule.py
    self.line = ' '.join(sorted({work_item.name, 'a'}))
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
