from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds_at_line, findings

RULE = "shell-text"
BOTH = """a = work_item.stringAttribValue('a')
line = f'q {a}'
subprocess.Popen(line, shell=True)"""

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
    **{
        name: ("onschedule", f"import os, subprocess\n{text}\n{GOOD_SCHEDULE}", line)
        for name, text, line in [
            ("node", "os.system(f'q {work_item.node.name}')", 2),
            ("popen", "os.popen('q ' + work_item.name)", 2),
            ("output", "subprocess.getoutput('q %s' % work_item.name)", 2),
            ("line in a variable", "line = 'q ' + work_item.name\nos.system(line)", 2),
            ("value in a variable", "a = work_item.node.name\nos.system('q ' + a)", 3),
            ("both in variables", BOTH, 3),
            ("sh", "subprocess.Popen(['/bin/sh', '-c', 'q ' + work_item.name])", 2),
        ]
    },
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
    **{
        name: {"onschedule.py": f"import os, re, shlex, subprocess\n{text}\n{GOOD_SCHEDULE}"}
        for name, text in [
            ("quoted in a variable", "a = shlex.quote(work_item.name)\nos.system('q ' + a)"),
            ("made plain", "a = re.sub(r'\\W', '_', work_item.name)\nos.system('q ' + a)"),
            (
                "one of two",
                "a = work_item.name\na = re.sub(r'\\W', '_', a)\nos.system('q ' + a)",
            ),
            ("type of the node", "os.system('q ' + work_item.node.type.typeName)"),
            ("no shell", "line = 'q ' + work_item.name\nsubprocess.Popen(shlex.split(line))"),
            ("words", "subprocess.Popen(['sh', '/farm/q.sh', 'a' + work_item.name])"),
            ("words behind", "subprocess.Popen(['sh', '-c', 'q \"$1\"', 'q', work_item.name])"),
        ]
    },
}


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_fine(files: dict[str, str]) -> None:
    assert [f.message for f in findings(files) if f.name == RULE] == []
