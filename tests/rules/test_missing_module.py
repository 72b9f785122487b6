from __future__ import annotations

import pytest
from tools import check_finds, findings

RULE = "missing-module"

FOUND = {
    "removed": ("import telnetlib", "22.0", 8, "use socket"),
    "package": ("from distutils.spawn import find_executable", "22.0", 1, "3.12"),
    "python 2": ("import urllib2", "20.5", 8, "import urllib.request"),
    "newer": ("import zoneinfo", "19.0", 8, "came with Python 3.9"),
    "newer name": ("from functools import cache", "19.0", 23, "came with Python 3.9"),
    "gone name": ("import sys\nX = sys.maxint", "20.5", 5, "use sys.maxsize"),
    "method": ("X = 'a_b'.removeprefix('a_')", "19.0", 5, "came with Python 3.9"),
    "gone": ("import urllib as u\nX = u.quote('a')", "20.5", 5, "urllib.parse.quote"),
}


@pytest.mark.parametrize(("text", "release", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, release: str, column: int, message: str) -> None:
    line = 1 + text.count("\n")
    found = check_finds("header", text, RULE, line, column, houdini=release)
    assert message in found.message


FINE = {
    "older": ("import telnetlib", "20.5"),
    "python 2": ("import urllib2", "18.0"),
    "try": ("try:\n    import queue\nexcept ImportError:\n    import Queue as queue", "22.0"),
    "branch": ("import sys\nif sys.version_info[0] < 3:\n    import urllib2", "22.0"),
    "own": ("class sys:\n    maxint = 1\nX = sys.maxint", "22.0"),
}


@pytest.mark.parametrize(("text", "release"), FINE.values(), ids=FINE)
def test_fine(text: str, release: str) -> None:
    every = findings({"header.py": text}, houdini=release)
    assert [f.message for f in every if f.name == RULE] == []
