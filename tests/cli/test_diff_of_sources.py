"""`diff` of what is no scene: dialog scripts, snippet folders, dumps, and nodes by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from containers import SCENE, library, odc
from trees import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

QUEUE = 'parm {{\n    name    "farm_queue"\n    type    string\n    default {{ "{}" }}\n}}\n'
OLD, NEW = QUEUE.format("all"), QUEUE.format("night")
OPERATOR = '{{\n    name    farm\n    script  farm\n    label   "Farm"\n\n{}}}\n'
SCENE_OF_TWO = {
    **SCENE,
    "tasks/top/farm.spareparmdef": OLD.encode(),
    "tasks/top/local.spareparmdef": NEW.encode(),
}
MANIFEST = 'schema = 1\n[scheduler]\nname = "{}"\nlabel = "Farm"\nhoudini = "20.5"\n'
FOLDER = {
    "farm/scheduler.toml": MANIFEST.format("farm"),
    "farm/onschedule.py": "return pdg.scheduleResult.Succeeded\n",
    "night/scheduler.toml": MANIFEST.format("night"),
    "night/onschedule.py": "return pdg.scheduleResult.Failed\n",
}
FILES: dict[str, str | bytes] = {
    "a.hip": odc(SCENE_OF_TWO),
    "plain.hip": odc(SCENE),
    "old.ds": OLD,
    "new.ds": NEW,
    "spaced.ds": "# one\n\n" + " ".join(OLD.split()),
    "farm.hda": library({"Top/farm": {"DialogScript": OPERATOR.format(NEW).encode()}}),
    "notes.txt": "text",
    **FOLDER,
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("old.ds", "old.ds"),
        ("old.ds", "spaced.ds"),
        ("a.hip:/tasks/top/farm", "old.ds"),
        ("new.ds", "a.hip:/tasks/top/local/"),
        ("farm.hda", "new.ds"),
        ("farm.hda:Top/farm", "new.ds"),
        ("farm", "farm"),
    ],
)
def test_equal_things_of_any_form_have_no_difference(
    here: Path, run: Run, one: str, other: str
) -> None:
    write_tree(here, FILES)
    assert run("diff", one, other).stdout == ""


@pytest.mark.parametrize(
    ("given", "heads", "lines"),
    [
        ("old.ds new.ds", "", ['-    default { "all" }', '+    default { "night" }']),
        ("farm.hda old.ds", "", ['-    default { "night" }']),
        ("/dev/null old.ds", "", ['+    name    "farm_queue"']),
        (
            "farm night",
            "",
            [
                "-  class = FarmScheduler",
                "+  onSchedule = return pdg.scheduleResult.Failed",
            ],
        ),
        (
            "a.hip:/tasks/top/farm farm",
            "",
            ["-  interface =", '-    |     name    "farm_queue"'],
        ),
        (
            "a.hip:/tasks/top/farm a.hip:/tasks/top/local",
            "a.hip:/tasks/top/farm  pythonscheduler a.hip:/tasks/top/local  localscheduler",
            ['-    |     default { "all" }', "+  pdg_workingdir = $HIP"],
        ),
    ],
)
def test_what_differs_is_shown(
    here: Path, run: Run, given: str, heads: str, lines: list[str]
) -> None:
    write_tree(here, FILES)
    shown = run("diff", *given.split(), code=1).stdout.splitlines()
    assert f"{shown[0][4:]} {shown[1][4:]}" == (heads or given)
    assert set(lines) <= set(shown)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["a.hip", "old.ds"], 2, "2 interfaces, and a dialog script is one; name one of /tasks/"),
        (["plain.hip:/tasks/top/farm", "old.ds"], 3, "has no parameters of its own to compare"),
        (["a.hip:/none", "old.ds"], 3, "a.hip: has no node /none"),
        (["a.hip:/none", "a.hip"], 3, "a.hip: has no node /none"),
        (["a.hip", "notes.txt"], 3, "notes.txt: is neither a snippet folder"),
        (["old.ds:/x", "new.ds"], 2, 'is a dialog script and holds no nodes; leave out ":/x"'),
        (["--type", "x", "old.ds", "new.ds"], 2, "--type is of nodes"),
    ],
)
def test_what_cannot_be_compared_is_said(
    here: Path, run: Run, arguments: list[str], code: int, message: str
) -> None:
    write_tree(here, FILES)
    assert message in run("diff", *arguments, code=code).stderr
