"""Names that some system cannot hold, or that would hide a module of Houdini."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import manifest, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SNIPPET = "return pdg.scheduleResult.Succeeded\n"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        *((name, "device on Windows") for name in ("con", "prn", "aux", "nul", "com1", "lpt9")),
        ("hou", "would hide the module hou"),
        ("com\u00b9", "must be a lower-case letter"),
        ("farm\u0065\u0301", "must be a lower-case letter"),
        ("farm\u00e9", "must be a lower-case letter"),
        ("Farmq", "must be a lower-case letter"),
    ],
)
def test_such_a_name_is_a_finding_and_new_refuses_it(
    run: Run, here: Path, name: str, problem: str
) -> None:
    write_tree(here / "s", {"scheduler.toml": manifest(name=name), "onschedule.py": SNIPPET})
    assert problem in run("check", "s", code=1).output
    run("generate", "s", "-o", "out", code=1)
    run("new", name, "-o", "made", code=2)
    assert sorted(path.name for path in here.iterdir()) == ["s"]


@pytest.mark.parametrize("name", ["con1", "auxiliary", "com", "lpt10"])
def test_a_name_that_only_looks_so_is_fine(run: Run, here: Path, name: str) -> None:
    write_tree(here / "s", {"scheduler.toml": manifest(name=name), "onschedule.py": SNIPPET})
    run("check", "s")
