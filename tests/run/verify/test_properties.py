"""What may be overridden must agree between templateBody and topscheduler.user.ds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trees import write_tree

from pysched_gen.run.package import DIALOG_SCRIPT
from pysched_gen.run.verify.outcome import Status
from pysched_gen.run.verify.properties import compare_properties
from pysched_gen.run.verify.survey import Found

if TYPE_CHECKING:
    from pathlib import Path

FARM = Found("farm", "Farm", "Farm", ("farm_queue",), ("farm_queue", "farm_jobs"))
BARE = Found("farm", "Farm", "Farm", (), ("farm_jobs",))

DERIVED = Found("farm", "Farm", "", ("local_single", "local_envmulti"), ("local_single",))


def parm(name: str, *tags: tuple[str, str]) -> str:
    lines = "".join(f'    parmtag {{ "{key}" "{value}" }}\n' for key, value in tags)
    return f'parm {{\n    name "{name}"\n    label "L"\n    type string\n{lines}}}\n'


TAG = ("pdg::scheduler", "")
FARM_TAG = ("spare_category", "Farm")
OTHER_TAG = ("spare_category", "Other")
QUEUE = parm("farm_queue", TAG, FARM_TAG)
STRANGER = parm("other_queue", TAG, OTHER_TAG)
MULTIPARM = f"""multiparm {{
    name "farm_env"
    label "Variables"
    default 0
    parmtag {{ "pdg::scheduler" "" }}
    parmtag {{ "spare_category" "Farm" }}
    {parm("farm_envname#", TAG, FARM_TAG)}
}}
"""
FOLDER = f'group {{\n    name "f"\n    label "F"\n{QUEUE}}}\n'
WITH_MULTIPARM = Found("farm", "Farm", "Farm", ("farm_env",), ("farm_env",))


@pytest.mark.parametrize(
    ("found", "script"),
    [
        pytest.param(FARM, QUEUE, id="the same"),
        pytest.param(FARM, QUEUE + STRANGER, id="beside another scheduler's"),
        pytest.param(FARM, FOLDER, id="in a folder"),
        pytest.param(FARM, "# a comment\n" + QUEUE, id="with a comment"),
        pytest.param(WITH_MULTIPARM, MULTIPARM, id="a multiparm"),
        pytest.param(BARE, None, id="none in both"),
        pytest.param(DERIVED, None, id="those of Houdini's local scheduler"),
        pytest.param(DERIVED, STRANGER, id="those, beside another scheduler's"),
        pytest.param(BARE, STRANGER, id="none, beside another scheduler's"),
    ],
)
def test_both_agree(tmp_path: Path, found: Found, script: str | None) -> None:
    write_tree(tmp_path, {} if script is None else {DIALOG_SCRIPT: script})
    status, evidence = compare_properties(found, [tmp_path])
    assert (status, evidence) == (Status.PASSED, evidence)


@pytest.mark.parametrize(
    ("found", "script", "evidence"),
    [
        (FARM, None, "farm_queue: tagged pdg::scheduler in templateBody, but there is no top"),
        (FARM, STRANGER, "farm_queue: tagged pdg::scheduler in templateBody, but not in top"),
        (
            FARM,
            QUEUE + parm("farm_new", TAG, FARM_TAG),
            "farm_new: in topscheduler.user.ds, but not",
        ),
        (
            FARM,
            QUEUE + parm("farm_jobs", TAG, FARM_TAG),
            "farm_jobs: in topscheduler.user.ds, but not",
        ),
        (FARM, parm("farm_queue", FARM_TAG), "farm_queue: has no parmtag pdg::scheduler"),
        (FARM, parm("farm_queue", TAG), "farm_queue: has no spare_category"),
        (FARM, parm("farm_queue", TAG, OTHER_TAG), "farm_queue: has spare_category 'Other'"),
        (FARM, "parm { name", "topscheduler.user.ds cannot be read: "),
    ],
)
def test_both_differ(tmp_path: Path, found: Found, script: str | None, evidence: str) -> None:
    write_tree(tmp_path, {} if script is None else {DIALOG_SCRIPT: script})
    status, seen = compare_properties(found, [tmp_path])
    assert status is Status.FAILED
    assert evidence in seen
    assert len(seen.splitlines()) == 1


def test_a_script_that_is_no_text_differs(tmp_path: Path) -> None:
    write_tree(tmp_path, {DIALOG_SCRIPT: b"\xff\xfe\x00"})
    status, seen = compare_properties(FARM, [tmp_path])
    assert status is Status.FAILED
    assert "cannot be read" in seen
