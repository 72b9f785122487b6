"""Mistakes in the use of PDG and of Python, and texts that only look like them.

Each line of `api_use.jsonl` is a scheduler of a few lines: where `at` is there, a finding that is
worse than a note is wanted at that file and line; where it is not, none at all.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from tools import GOOD_SCHEDULE, findings
from trees import ROOT

from pysched_gen.check.diagnostic import Severity

_LINES = (ROOT / "tests/check/api_use.jsonl").read_text(encoding="utf-8").splitlines()
ENTRIES = [json.loads(line) for line in _LINES]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_entry(entry: dict[str, Any]) -> None:
    files = {"onschedule.py": GOOD_SCHEDULE, **entry["files"]}
    every = findings(files, houdini=entry["houdini"], excerpt=False)
    places = [
        f"{f.span.origin.path.removeprefix('farmq/')}:{f.span.line}"
        for f in every
        if f.severity is not Severity.NOTE
    ]
    if "at" in entry:
        assert entry["at"] in places, [f.message for f in every]
    else:
        assert places == [], [f.message for f in every]
