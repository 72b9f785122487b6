"""Whole runs over a snippet folder whose parameters stand in a dialog script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trees import generated_tree, write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

IDENTITY = 'schema = 1\n[scheduler]\nname = "farmq"\nhoudini = "20.5"\n'
SCHEDULE = 'queue = self["farmq_queue"]\nreturn pdg.scheduleResult.Succeeded\n'
TABLES = """
[[parameters]]
name = "farmq_queue"
label = "Queue"
type = "menu"
default = "slow"
menu = [["fast", "Fast"], ["slow", "Slow"]]
folder = ["Farm"]
help = "Where"
overridable = true

[[parameters]]
name = "farmq_share"
label = "Share"
type = "float"
default = 0.5
default_expressions = [{ index = 0, text = "1/$FPS", language = "hscript" }]
min = 0
max = 1
max_strict = true
overridable = true
"""
SCRIPT = """
# The same in Houdini's words.
group {
    name  "farm"
    label "Farm"
    parm {
        name    "farmq_queue"
        label   "Queue"
        type    ordinal
        default { "slow" }
        menu { "fast" "Fast" "slow" "Slow" }
        help    "Where"
        parmtag { "pdg::scheduler" "" }
    }
}
parm {
    name    "farmq_share"
    label   "Share"
    type    float
    default { [ "1/$FPS" hscript-expr ] }
    range   { 0 1! }
    parmtag { "pdg::scheduler" "" }
}
"""


def folder(script: str) -> dict[str, str | bytes]:
    return {"scheduler.toml": IDENTITY, "onschedule.py": SCHEDULE, "parameters.ds": script}


def test_it_gives_the_package_that_the_tables_give(run: Run, here: Path) -> None:
    tables = TABLES.replace("default = 0.5", "default = 0.0")
    write_tree(here / "tables", {"scheduler.toml": IDENTITY + tables, "onschedule.py": SCHEDULE})
    files = folder(SCRIPT)
    write_tree(here / "script", files)
    run("generate", "tables", "-o", "one")
    run("generate", "script", "-o", "two")
    one, two = generated_tree(here / "one"), generated_tree(here / "two")
    assert one == two
    assert b'default { [ "1/$FPS" hscript-expr ] }' in one["topscheduler.user.ds"]


def test_a_new_folder_takes_it_along_under_its_own_name(run: Run, here: Path) -> None:
    files = folder(SCRIPT)
    write_tree(here / "farmq", files)
    run("new", "other", "--from", "farmq")
    copy = generated_tree(here / "other")
    assert copy["parameters.ds"].decode() == SCRIPT.replace("farmq_", "other_")
    run("check", "other")


def test_a_finding_points_into_it(run: Run, here: Path) -> None:
    script = SCRIPT.replace('"farmq_share"', '"farmq share"')
    files = folder(script)
    write_tree(here / "farmq", files)
    assert "farmq/parameters.ds:16:1: " in run("check", "farmq", code=1).output
