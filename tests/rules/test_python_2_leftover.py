from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "python-2-leftover"

FOUND = {
    "keys": ("jobs = {1: 2}; x = jobs.keys()[0]", 20, "no list"),
    "map": ("x = map(str, [1, 2])[0]", 5, "no list"),
    "has_key": ("jobs = {1: 2}; jobs.has_key(1)", 16, "key in dictionary"),
    "asked": ("jobs = {1: 2}; x = 1 if jobs.has_key(1) else 2", 25, "key in dictionary"),
    "hash": ("import hashlib; hashlib.md5('abc')", 29, "takes bytes"),
    "environ": ("import os; os.environ['A'] = 4", 12, "is a text"),
    "bytes": ("import subprocess as s; a = 'x' + s.check_output(['q'])", 29, "cannot be added"),
    "in": ("import subprocess as s; 'x' in s.check_output(['q'])", 25, "compared with bytes"),
}


@pytest.mark.parametrize(("text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, message: str) -> None:
    body = f"{text}\n{GOOD_SCHEDULE}"
    assert message in check_finds("onschedule", body, RULE, 1, column).message
    older = findings({"onschedule.py": body}, houdini="18.5")
    assert [f.message for f in older if f.name == RULE] == []


def test_the_message_of_an_error() -> None:
    text = "try:\n    self.x()\nexcept OSError as error:\n    self.cookError(error.message)\n"
    check_finds("onschedule", text + GOOD_SCHEDULE, RULE, 4, 20)


FINE = {
    "text": "import subprocess as s; a = 'x' + s.check_output(['q'], text=True)",
    "list": "jobs = {1: 2}; x = list(jobs.keys())[0]",
    "encoded": "import hashlib; hashlib.md5('abc'.encode())",
    "environ": "import os; os.environ['A'] = str(4)",
    "own": "table = Table(); table.has_key('a')",
    "own error": "try:\n    pass\nexcept FarmError as error:\n    self.m = error.message",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    header = "class Table:\n    def has_key(self, key):\n        return key\n"
    header += "class FarmError(Exception):\n    message = ''\n"
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "header.py": header})
    assert [f.message for f in every if f.name == RULE] == []
