from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "text-and-number"

FOUND = {
    "add": ("self.cookWarning('item ' + work_item.id)", 28, "str(work_item.id)"),
    "left": ("x = 3 + 'a'", 5, "cannot be added"),
    "divided": ("x = self.tempDir(True) / 'a'", 5, "os.path.join(...) joins parts of a path"),
    "by a number": ("x = work_item.name / 4", 5, "float(...) makes a number of one"),
    "less": ("x = work_item.name - work_item.id", 5, "nothing can be taken from a text"),
    "path": ("import os; p = os.path.join('a', work_item.id)", 34, "a part of a path"),
    "variable": ("import os; e = os.environ.copy(); e['A'] = work_item.id", 44, "is a text"),
    "session": ("import os; os.environ['A'] = 4", 30, "is a text"),
    "copy": ("import os; e = dict(os.environ, A=4)", 35, "is a text"),
    "update": ("import os; os.environ.update({'A': 1.5})", 36, "is a text"),
    "new one": ("import subprocess as s; s.call('a', env={'PATH': '/', 'A': 4})", 60, "is a text"),
    "made by dict": ("import subprocess as s; s.call('a', env=dict(A=4))", 48, "is a text"),
    "set later": (
        "import subprocess as s; e = dict(PATH='/'); e['A'] = 4; s.call('a', env=e)",
        54,
        "is a text",
    ),
    "spread": ("import os; e = {**os.environ, 'A': None}", 36, "is a text"),
}


@pytest.mark.parametrize(("text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, message: str) -> None:
    found = check_finds("onschedule", f"{text}\n{GOOD_SCHEDULE}", RULE, 1, column)
    assert message in found.message


FINE = {
    "text": "self.cookWarning('item ' + str(work_item.id))",
    "unknown": "self.cookWarning('item ' + self.queue())",
    "path": "import os; p = os.path.join('a', work_item.name)",
    "variable": "import os; e = os.environ.copy(); e['A'] = str(work_item.id)",
    "dictionary": "e = {}; e['A'] = 4",
    "not handed on": "import subprocess as s; e = dict(PATH='/'); e['A'] = 4; s.call('a')",
    "later": "import os; e = dict(os.environ, A=4); e = {k: str(v) for k, v in e.items()}",
    "numbers": "x = 3 + 4.5",
    "pathlib": "import pathlib; x = pathlib.Path(self.tempDir(True)) / 'a'",
    "pathlib behind": "import pathlib; x = self.tempDir(True) / pathlib.Path('a')",
    "format": "x = '%s' % work_item.name",
    "many": "x = 'a' * 3",
    "caught": "try:\n    x = work_item.name / 4\nexcept TypeError:\n    x = 0",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}
    files["methods.py"] = "def queue(self):\n    return self.name_of_queue\n"
    files["init.py"] = "self.name_of_queue = None\n"
    assert [f.message for f in findings(files) if f.name == RULE] == []
