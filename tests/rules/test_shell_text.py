from __future__ import annotations

import pytest
from tools import check_finds_at_line, findings

RULE = "shell-text"

FOUND = {
    "add": (
        "onschedule",
        "import os\nos.system('q ' + work_item.name)\nreturn pdg.scheduleResult.Succeeded",
        2,
    ),
    "f": (
        "onschedule",
        (
            "import subprocess\n"
            "subprocess.call(f'q {work_item.label}', shell=True)\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
    "format": (
        "onschedule",
        (
            "import os\n"
            "os.system('q {}'.format(self['pdg_workingdir'].evaluateString()))\n"
            "return pdg.scheduleResult.Succeeded"
        ),
        2,
    ),
}


@pytest.mark.parametrize(("part", "text", "line"), FOUND.values(), ids=FOUND)
def test_found(part: str, text: str, line: int) -> None:
    check_finds_at_line(part, text, RULE, line)


FINE = {
    "quoted": {
        "onschedule.py": "import os, shlex\n"
        "os.system('q ' + shlex.quote(work_item.name))\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "list": {
        "onschedule.py": "import subprocess\n"
        "subprocess.call(['q', work_item.name])\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "number": {
        "onschedule.py": "import os\n"
        "os.system('q %d' % work_item.id)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
    "command": {
        "onschedule.py": "import os\n"
        "os.system(work_item.command)\n"
        "return pdg.scheduleResult.Succeeded\n"
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
