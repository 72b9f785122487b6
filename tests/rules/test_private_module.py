from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "private-module"

# Texts as on the page of the rule, and where it finds something in which of them: line, column.
FOUND = {
    "from": (
        """\
    # header.py
    from pdg.job.mqrelay import MQRelay
    # ontick.py
    self.relay = MQRelay
    return pdg.tickResult.SchedulerReady""",
        ("header.py", 1, 1, "note"),
    ),
    "import": (
        """\
    # onstart.py
    import pdgutils
    self.tools = pdgutils
    return True""",
        ("onstart.py", 1, 1, "note"),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int, str]) -> None:
    found = [one for one in findings(texts_in(block)[0]) if one.name == RULE]
    places = [(one.span.origin.path, one.span.line, one.span.column) for one in found]
    assert places == [(f"farmq/{place[0]}", *place[1:3])]
    assert found[0].severity.value == place[3]


FINE = {
    "documented": """\
    # header.py
    from pdg.job.callbackserver import CallbackServerMixin
    # ontick.py
    self.relay = CallbackServerMixin
    return pdg.tickResult.SchedulerReady""",
    "asked": """\
    # header.py
    try:
        import pdgutils
    except ImportError:
        pdgutils = None
    # ontick.py
    self.relay = pdgutils
    return pdg.tickResult.SchedulerReady""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
