from __future__ import annotations

import json
import subprocess

import pytest
from interpreters import require_python
from tools import check_finds, findings

from pysched_gen.check.rules.missing_module import _NAMES_ADDED, _NAMES_REMOVED, _REMOVED

RULE = "missing-module"

FOUND = {
    "removed": ("import telnetlib", "22.0", 8, "use socket"),
    "package": ("from distutils.spawn import find_executable", "22.0", 1, "3.12"),
    "python 2": ("import urllib2", "20.5", 8, "import urllib.request"),
    "newer": ("import zoneinfo", "19.0", 8, "came with Python 3.9"),
    "newer name": ("from functools import cache", "19.0", 23, "came with Python 3.9"),
    "gone name": ("import sys\nX = sys.maxint", "20.5", 5, "use sys.maxsize"),
    "method": ("X = 'a_b'.removeprefix('a_')", "19.0", 5, "came with Python 3.9"),
    "argument": (
        "import shutil as s\ns.copytree('/a', 'b', dirs_exist_ok=1)",
        "19.0",
        23,
        "3.8, and",
    ),
    "argument of a method": (
        "import pathlib\npathlib.Path('a').unlink(missing_ok=True)",
        *("19.0", 26, "missing_ok of path.unlink came with Python 3.8"),
    ),
    "joined": ("E = {'A': 1}\nF = E | {'B': 2}", "19.0", 5, "write {**a, **b}"),
    "extended": ("E = {}\nE |= {'A': 1}", "19.0", 1, "write E.update(...)"),
    "gone": ("import urllib as u\nX = u.quote('a')", "20.5", 5, "urllib.parse.quote"),
}


@pytest.mark.parametrize(("text", "release", "column", "message"), FOUND.values(), ids=FOUND)
def test_found(text: str, release: str, column: int, message: str) -> None:
    line = 1 + text.count("\n")
    found = check_finds("header", text, RULE, line, column, houdini=release)
    assert message in found.message


FINE = {
    "set": ("S = {1}\nS |= {2}\nT = S | {3}", "19.0"),
    "extended": ("E = {}\nE |= {'A': 1}\nF = E | {'B': 2}", "20.0"),
    "argument of something else": (
        "class P:\n    def unlink(self, missing_ok): pass\nP().unlink(missing_ok=1)",
        "19.0",
    ),
    "older": ("import telnetlib", "20.5"),
    "python 2": ("import urllib2", "18.0"),
    "try": ("try:\n    import queue\nexcept ImportError:\n    import Queue as queue", "22.0"),
    "branch": ("import sys\nif sys.version_info[0] < 3:\n    import urllib2", "22.0"),
    "asked for": (
        "import importlib.util as u\nif u.find_spec('tomllib'):\n    import tomllib",
        "19.0",
    ),
    "asked for in a variable": (
        "import importlib.util as u\nspec = u.find_spec('tomllib')\nif spec:\n    import tomllib",
        "19.0",
    ),
    "loaded": ("import sys\nif 'PySide6' in sys.modules:\n    import PySide6", "19.0"),
    "back again": ("import xml.etree.cElementTree", "22.0"),
    "kept after all": ("import logging\nlogging.warn('a')", "22.0"),
    "own": ("class sys:\n    maxint = 1\nX = sys.maxint", "22.0"),
}


@pytest.mark.parametrize(("text", "release"), FINE.values(), ids=FINE)
def test_fine(text: str, release: str) -> None:
    every = findings({"header.py": text}, houdini=release)
    assert [f.message for f in every if f.name == RULE] == []


PROBE = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
def there(name):
    module, _, attribute = name.rpartition(".")
    try:
        if not module:
            return bool(importlib.import_module(name))
        outer, _, kind = module.rpartition(".")
        if kind in ("str", "bytes", "int", "Path", "Exception"):
            return hasattr(getattr(importlib.import_module(outer), kind), attribute)
        return hasattr(importlib.import_module(module), attribute)
    except ImportError:
        return False
print(json.dumps([name for name in json.loads(sys.stdin.read()) if there(name)]))
"""
GONE = {
    **{name: version for name, (version, _) in _NAMES_REMOVED.items() if version < (99,)},
    **{name: version for version, names in _REMOVED.items() for name in names},
}
TYPES = {
    **{name: f"builtins.{name}" for name in ("str", "bytes", "int")},
    "path": "pathlib.Path",
    "error": "builtins.Exception",
}
ADDED = {
    ".".join([TYPES.get(name.partition(".")[0], name.partition(".")[0]), name.partition(".")[2]]): (
        version
    )
    for name, version in _NAMES_ADDED.items()
}
OF_WINDOWS = {"msilib"}


@pytest.mark.parametrize("version", [(3, 7), (3, 9), (3, 10), (3, 11), (3, 12), (3, 13)])
def test_a_real_python_has_what_the_tables_say(version: tuple[int, int]) -> None:
    python = require_python(version)
    names = json.dumps([*GONE, *ADDED])
    ran = subprocess.run(
        [python, "-S", "-c", PROBE], input=names, capture_output=True, check=True, text=True
    )
    there = {*json.loads(ran.stdout)}
    assert there & {*GONE} == {name for name, gone in GONE.items() if version < gone} - OF_WINDOWS
    assert there & {*ADDED} == {name for name, added in ADDED.items() if version >= added}
