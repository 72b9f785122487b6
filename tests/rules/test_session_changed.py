from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "session-changed"

FOUND = {
    "variable": ("import os", "os.environ['A'] = work_item.name", "in os.environ too"),
    "key": ("import os", "os.environ[work_item.name] = '1'", "in os.environ too"),
    "alias": ("import os; e = os.environ", "e['A'] = work_item.name", "in os.environ too"),
    "imported": ("from os import environ", "environ['A'] = work_item.name", "in os.environ too"),
    "through a name": (
        "import os; n = '/p/' + work_item.name",
        "os.environ.update(A=n)",
        "in os.environ too",
    ),
    "of the item": (
        "import os",
        "os.environ.update(work_item.environment)",
        "in os.environ too",
    ),
    "putenv": ("import os", "os.putenv('A', str(work_item.id))", "in os.environ too"),
    "folder": ("import os", "os.chdir(self.workingDir(True))", "moves the whole session"),
    "mode": ("import os", "os.umask(0o27)", "files of the whole session"),
    "path": ("import sys", "sys.path.append('/p')", "grows with every item"),
    "path, added": ("import sys", "sys.path += ['/p']", "grows with every item"),
}


@pytest.mark.parametrize(("first", "text", "message"), FOUND.values(), ids=FOUND)
def test_found(first: str, text: str, message: str) -> None:
    found = check_finds("onschedule", f"{first}\n{text}\n{GOOD_SCHEDULE}", RULE, 2, 1)
    assert message in found.message


def test_found_in_what_the_callback_calls() -> None:
    files = {
        "onschedule.py": f"self._go(work_item)\n{GOOD_SCHEDULE}",
        "header.py": "import os\n",
        "methods.py": "def _go(self, item):\n    os.environ['A'] = item.name\n",
    }
    places = [str(found.span) for found in findings(files) if found.name == RULE]
    assert places == ["farmq/methods.py:2:5"]


FINE = {
    "copy": "import os; e = os.environ.copy(); e['A'] = work_item.name",
    "copy by dict": "import os; e = dict(os.environ); e.update(A=work_item.name)",
    "the same for all": "import os; os.environ['FARM_ROOT'] = '/farm'",
    "taken away": "import os; os.environ['A'] = work_item.name; del os.environ['A']",
    "popped": "import os; os.environ['A'] = work_item.name; os.environ.pop('A')",
    "put back": (
        "import os\no = dict(os.environ)\ntry:\n    os.environ['A'] = work_item.name\n"
        "finally:\n    os.environ.update(o)"
    ),
    "folder put back": "import os; o = os.getcwd(); os.chdir('/p'); os.chdir(o)",
    "mode put back": "import os; o = os.umask(0); os.umask(o)",
    "in the process": "import os, subprocess as s; s.call('a', preexec_fn=lambda: os.umask(0))",
    "asked": "import sys\nif '/p' not in sys.path:\n    sys.path.append('/p')",
    "path put back": "import sys; sys.path.append('/p'); import json; sys.path.pop()",
    "own": "self.environ = {}; self.environ['A'] = work_item.name",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}
    assert [f.message for f in findings(files) if f.name == RULE] == []


@pytest.mark.parametrize("part", ["onstartcook", "init", "header"])
def test_once_a_cook_is_fine(part: str) -> None:
    files = {f"{part}.py": "import os\nos.chdir('/p')\nos.umask(2)\n"}
    assert [f.message for f in findings(files) if f.name == RULE] == []
