"""A graph of ordinary jobs, in a world that is not clean: ten of its items cook, five fail."""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING

import pytest
from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

# Jobs that read their item, report outputs, print 10 MB or run for seconds, and a batch; others
# end by exit codes, a signal, behind `&&`, or with more than one word.
GRAPH = ROOT / "tests" / "data" / "realistic.json"
FAIL = {"exit3", "exit127", "killed", "chained", "first"}
BASES = {
    "default": ROOT / "snippets" / "default",
    "local": ROOT / "snippets" / "local",
    "queue": ROOT / "tests" / "data" / "queue",
}


@pytest.mark.parametrize("source", [0, 1], ids=["data in files", "data by RPC"])
@pytest.mark.parametrize("base", BASES)
def test_items_end_as_their_jobs_do(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, base: str, source: int
) -> None:
    scenes = here / "two  words, \u00fc 'q'"
    scenes.mkdir()
    monkeypatch.setenv("TMPDIR", str(scenes))
    monkeypatch.setattr(tempfile, "tempdir", None)
    package = str(here / "package of \u00e9")
    run("generate", str(BASES[base]), "-o", package)
    options = ["--set", f"pdg_workitemdatasource={source}", "--format", "json"]
    told = json.loads(run("cook", package, "--graph", str(GRAPH), *options, code=1).stdout)
    failed = {item["node"] for item in told["items"] if item["state"] != "CookedSuccess"}
    assert failed == FAIL
    assert told["states"] == {"CookedSuccess": 10, "CookedFail": 5}
    assert told["problems"] == []
