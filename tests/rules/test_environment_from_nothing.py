from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds_at_line, findings

RULE = "environment-from-nothing"

FOUND = {
    "literal": (
        "onschedule",
        (
            "import subprocess\n"
            "subprocess.call(['q'], env={'A': 'b'})\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
    "variable": (
        "onschedule",
        (
            "import subprocess\n"
            "e = {'A': 'b'}\n"
            "subprocess.call(['q'], env=e)\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        3,
    ),
    **{
        name: (
            "onschedule",
            f"import subprocess\nsubprocess.call(['q'], env={environment})\n{GOOD_SCHEDULE}",
            2,
        )
        for name, environment in [
            ("item", "work_item.environment"),
            ("item and more", "{**work_item.environment, 'A': 'b'}"),
            ("dict of item", "dict(work_item.environment, A='b')"),
        ]
    },
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    **{
        name: {
            "onschedule.py": "import os, subprocess\n"
            f"subprocess.call(['q'], env={environment})\n{GOOD_SCHEDULE}"
        }
        for name, environment in [
            ("session and item", "{**os.environ, **work_item.environment}"),
            ("item and path", "{**work_item.environment, 'PATH': '/bin'}"),
            ("dict of both", "dict(os.environ, **work_item.environment)"),
            ("dict with path", "dict(work_item.environment, PATH='/bin')"),
            ("made elsewhere", "self.resolveBaseEnvironment('', None, work_item)"),
        ]
    },
    "session": {
        "onschedule.py": "import os, subprocess\n"
        "subprocess.call(['q'], env={**os.environ, 'A': 'b'})\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "path": {
        "onschedule.py": "import subprocess\n"
        "subprocess.call(['q'], env={'PATH': '/bin'})\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "updated": {
        "onschedule.py": "import os, subprocess\n"
        "e = {'A': 'b'}\n"
        "e.update(os.environ)\n"
        "subprocess.call(['q'], env=e)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "filled": {
        "onschedule.py": "import subprocess\n"
        "e = {'A': 'b'}\n"
        "self.fill(e)\n"
        "subprocess.call(['q'], env=e)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
