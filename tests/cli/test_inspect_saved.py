"""`inspect` on what Houdini saved, and `--node` of every command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from containers import SCENE, gzipped, library, masked, mime, odc

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LOCAL = {
    "path": "/tasks/top/local",
    "node_type": "localscheduler",
    "saved_with": "20.5.487",
    "parameters": 1,
}
OTHERS = {name: body for name, body in SCENE.items() if "farm" not in name}


@pytest.fixture
def scene(here: Path) -> str:
    (here / "s.hip").write_bytes(odc(SCENE))
    return "s.hip"


@pytest.mark.parametrize("write", [odc, masked, mime])
def test_scheduler_nodes_are_shown_with_type_version_and_lines(
    run: Run, here: Path, write: object
) -> None:
    assert callable(write)
    (here / "s.hip").write_bytes(write(SCENE))
    shown = run("inspect", "s.hip").stdout
    assert "source      s.hip:/tasks/top/farm" in shown
    assert "saved with  20.5.487" in shown
    assert "onSchedule           1 line\n" in shown
    assert "  s.hip:/tasks/top/local  localscheduler  Houdini 20.5.487  1 parameter\n" in shown
    for form in (["--json"], ["--format", "json"]):
        document = json.loads(run("inspect", "s.hip", *form).stdout)
        (found,) = document["schedulers"]
        assert (found["path"], found["saved_with"]) == ("/tasks/top/farm", "20.5.487")
        lines = {one["method"]: one["lines"] for one in found["callbacks"]}
        assert lines["onSchedule"] == 1
        assert document["others"] == [{"source": "s.hip:/tasks/top/local", **LOCAL}]


def test_standard_input_is_read_as_a_file_is(run: Run) -> None:
    document = json.loads(run("inspect", "-", "--json", stdin=odc(SCENE)).stdout)
    assert [one["path"] for one in document["schedulers"]] == ["/tasks/top/farm"]
    assert document["others"] == [{"source": "<stdin>:/tasks/top/local", **LOCAL}]


def test_schedulers_without_callbacks_are_something_to_inspect(run: Run, here: Path) -> None:
    (here / "s.hip").write_bytes(odc(OTHERS))
    assert "localscheduler" in run("inspect", "s.hip").stdout
    assert "holds no Python Scheduler" in run("check", "s.hip", code=3).stderr
    (here / "none.hip").write_bytes(odc({".start": b""}))
    assert "holds no Python Scheduler" in run("inspect", "none.hip", code=3).stderr


def test_every_node_is_listed_on_demand(run: Run, scene: str, here: Path) -> None:
    nodes = [
        ("/obj/geo.v1", "geo"),
        ("/tasks/top/farm", "pythonscheduler"),
        ("/tasks/top/local", "localscheduler"),
    ]
    listed = run("inspect", scene, "--all-nodes").stdout
    assert listed == "".join(f"{path}  {kind}\n" for path, kind in nodes)
    document = json.loads(run("inspect", scene, "--all-nodes", "--json").stdout)
    assert [(node["path"], node["node_type"]) for node in document["nodes"]] == nodes
    some = run("inspect", scene, "--all-nodes", "--node", "/tasks/*").stdout
    assert some.splitlines() == [f"{path}  {kind}" for path, kind in nodes[1:]]
    inside = {"hdaroot.init": b"type = t\n", "hdaroot/a.init": b"type = b\n"}
    (here / "lib.hda").write_bytes(library({"Top/t": {"Contents.gz": gzipped(odc(inside))}}))
    assert run("inspect", "lib.hda", "--all-nodes").stdout == "Top/t  t\nTop/t/a  b\n"


def test_a_damaged_scene_is_one_message_and_lists_what_comes_before(run: Run, here: Path) -> None:
    (here / "s.hip").write_bytes(odc(SCENE)[:-40])
    for extra in ([], ["--json"], ["--all-nodes"], ["--all-nodes", "--json"]):
        result = run("inspect", "s.hip", *extra, code=2)
        assert result.stderr.startswith("s.hip:1:1: error: byte ")
        assert result.stderr.count("\n") == 1
    assert "/tasks/top/farm" in run("inspect", "s.hip", "--all-nodes", code=2).stdout


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["generate", "-o", "out", "--dry-run"],
        ["extract", "-o", "copy", "--houdini", "20.5"],
        ["inspect"],
    ],
    ids=lambda words: words[0],
)
def test_node_chooses_in_every_command(run: Run, scene: str, command: list[str]) -> None:
    run(*command, scene, "--node", "/tasks/*")
    said = run(*command, scene, "--node", "/obj/*", code=3).stderr
    assert 'no scheduler whose path matches "/obj/*"' in said
