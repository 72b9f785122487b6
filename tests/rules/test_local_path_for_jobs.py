from __future__ import annotations

import pytest
from tools import findings, texts_in

RULE = "local-path-for-jobs"

# Texts as on the page of the rule, and where it finds something in which of them.
FOUND = {
    "variable": (
        """\
    # onschedule.py
    import os
    env = dict(os.environ)
    env['PDG_DIR'] = self.workingDir(True)
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 34),
    ),
    "text of it": (
        """\
    # onschedule.py
    import os
    env = dict(os.environ)
    env['PDG_TEMP'] = str(self.tempDir(True))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 3, 36),
    ),
    "dictionary": (
        """\
    # onschedule.py
    env = {'PDG_SCRIPTDIR': self.scriptDir(True)}
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 1, 40),
    ),
    "keyword": (
        """\
    # onschedule.py
    import os
    env = dict(os.environ, PDG_DIR=self.workingDir(True))
    return pdg.scheduleResult.Succeeded""",
        ("onschedule.py", 2, 48),
    ),
}


@pytest.mark.parametrize(("block", "place"), FOUND.values(), ids=FOUND)
def test_found(block: str, place: tuple[str, int, int]) -> None:
    spans = [one.span for one in findings(texts_in(block)[0]) if one.name == RULE]
    assert [(span.origin.path, span.line, span.column) for span in spans] == [
        (f"farmq/{place[0]}", *place[1:])
    ]


FINE = {
    "path of the farm": """\
    # onschedule.py
    import os
    env = dict(os.environ)
    env['PDG_DIR'] = self.workingDir(False)
    return pdg.scheduleResult.Succeeded""",
    "read here": """\
    # onschedule.py
    import os
    folder = self.workingDir(True)
    os.makedirs(folder, exist_ok=True)
    return pdg.scheduleResult.Succeeded""",
    "a variable of one's own": """\
    # onschedule.py
    env = {'MY_LOCAL_DIR': self.workingDir(True)}
    return pdg.scheduleResult.Succeeded""",
    "jobs run here": """\
    # scheduler.toml
    callback_server = "local"
    # onschedule.py
    env = {'PDG_DIR': self.workingDir(True)}
    return pdg.scheduleResult.Succeeded""",
}


@pytest.mark.parametrize("block", FINE.values(), ids=FINE)
def test_fine(block: str) -> None:
    assert [one.message for one in findings(texts_in(block)[0]) if one.name == RULE] == []
