from __future__ import annotations

import pytest
from tools import GOOD_SCHEDULE, check_finds, findings

RULE = "python-2-leftover"

FOUND = {
    "keys": ("jobs = {1: 2}; x = jobs.keys()[0]", 20, "no list"),
    "map": ("x = map(str, [1, 2])[0]", 5, "no list"),
    "has_key": ("jobs = {1: 2}; jobs.has_key(1)", 16, "key in dictionary"),
    "asked": ("jobs = {1: 2}; x = 1 if jobs.has_key(1) else 2", 25, "key in dictionary"),
    "view": ("jobs = {1: 2}; jobs.values().sort()", 16, "which has no sort"),
    "sum": ("jobs = {1: 2}; x = jobs.keys() + [3]", 20, "no list"),
    "range": ("x = range(3) + [4]", 5, "no list"),
    "length": ("x = len(map(str, [1]))", 5, "no length"),
    "true": ("x = 1 if filter(None, [1]) else 2", 10, "always true"),
    "dumps": ("import json; json.dumps({}.keys())", 25, "no list"),
    "sort": ("x = [1]; x.sort(self.compare)", 10, "cmp_to_key"),
    "next": ("x = (i for i in [1]); x.next()", 23, "next(...)"),
    "decode": ("x = 'a'.decode('utf-8')", 5, "no decode"),
    "hex": ("x = 'a'.encode('hex')", 16, "no encoding"),
    "order": ("x = '3' < 4", 5, "does not order a text and a number"),
    "none": ("x = None > 4", 5, "does not order None"),
    "index": ("x = [1, 2][3 / 2]", 12, "fraction"),
    "count": ("x = range(7 / 2)", 11, "fraction"),
    "mode": ("import os; os.chmod('a', 755)", 26, "0o755"),
    "raise": ("if work_item.isBatch: raise 'no'", 29, "only errors"),
    "function": ("import os; f = lambda: 1; x = self.compare.im_func", 31, "__func__"),
}


@pytest.mark.parametrize(("text", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, column: int, message: str) -> None:
    files = {"onschedule.py": f"{text}\n{GOOD_SCHEDULE}"}
    files["methods.py"] = "def compare(self, one, other):\n    return one - other\n"
    (found,) = (f for f in findings(files) if f.name == RULE)
    assert message in found.message
    assert str(found.span) == f"farmq/onschedule.py:1:{column}"
    older = findings(files, houdini="18.5")
    assert [f.message for f in older if f.name == RULE] == []


def test_special_methods_that_nobody_calls() -> None:
    text = "class Jobs(object):\n    __metaclass__ = type\n    def __nonzero__(self):\n"
    text += "        return True\n"
    found = [f for f in findings({"header.py": text}) if f.name == RULE]
    assert [(f.span.line, f.severity.value) for f in found] == [(2, "warning"), (3, "warning")]


def test_the_message_of_an_error() -> None:
    text = "try:\n    self.x()\nexcept OSError as error:\n    self.cookError(error.message)\n"
    check_finds("onschedule", text + GOOD_SCHEDULE, RULE, 4, 20)


FINE = {
    "next": "x = next(i for i in [1])",
    "own next": "table = Table(); table.next()",
    "whole": "x = [1, 2][3 // 2]; y = range(7 // 2)",
    "order": "x = '3' < str(4)",
    "mode": "import os; os.chmod('a', 0o755); os.makedirs('a')",
    "error": "if work_item.isBatch: raise RuntimeError('no')",
    "list": "jobs = {1: 2}; x = list(jobs.keys())[0]",
    "own": "table = Table(); table.has_key('a')",
    "own error": "try:\n    pass\nexcept FarmError as error:\n    self.m = error.message",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_fine(text: str) -> None:
    header = "class Table:\n    def has_key(self, key):\n        return key\n"
    header += "    def next(self):\n        return 1\n"
    header += "    def __iter__(self):\n        return iter([])\n"
    header += "class FarmError(Exception):\n    message = ''\n"
    every = findings({"onschedule.py": f"{text}\n{GOOD_SCHEDULE}", "header.py": header})
    assert [f.message for f in every if f.name == RULE] == []
