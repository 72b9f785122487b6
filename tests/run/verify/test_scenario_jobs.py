"""The scripts that scenarios have items run."""

from __future__ import annotations

import runpy
from typing import TYPE_CHECKING

from trees import ROOT

if TYPE_CHECKING:
    from pathlib import Path

MODULE = ROOT / "pysched_gen/standin/site/pdgstandin/playing/jobs.py"


def test_a_job_that_has_begun_is_not_changed_by_the_next_script(tmp_path: Path) -> None:
    jobs = runpy.run_path(str(MODULE))["Jobs"](str(tmp_path))
    script = tmp_path / "jobs/job0"
    jobs.bad(0)
    # As a shell does that is about to read it.
    with script.open(encoding="utf-8") as begun:
        jobs.good(0)
        assert begun.read().endswith("exit 3\n")
    assert script.read_text("utf-8").endswith("exit 0\n")
