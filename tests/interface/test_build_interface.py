"""The interface of a scheduler, from every way to say it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from shipped_interfaces import LISTING
from trees import ROOT

from pysched_gen.errors import ConfigError
from pysched_gen.formats.dialog_script.tree import Folder, Item, Multiparm, Parm, parms_of
from pysched_gen.model.build import build
from pysched_gen.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from pysched_gen.model.scheduler import Scheduler

SCENE = ROOT.parent / "shared/corpus/synthetic/pythonscheduler.hip"
NESTED = """
[[parameters]]
type = "folder"
name = "main"
label = "Main"
[[parameters.parameters]]
name = "farmq_queue"
label = "Queue"
type = "string"
default = "all"
overridable = true
[[parameters.parameters]]
type = "multiparm"
name = "farmq_hosts"
label = "Hosts"
count = 2
[[parameters.parameters.parameters]]
name = "farmq_host#"
type = "file"
[[parameters]]
name = "farmq_go"
label = "Go"
type = "button"
"""
SCRIPT = """
group {
    name "main" label "Main"
    parm { name "farmq_queue" label "Queue" type string default { "all" }
           parmtag { "pdg::scheduler" "" } }
    multiparm { name "farmq_hosts" label "Hosts" default 2
        parm { name "farmq_host#" label "Host" type file }
    }
}
parm { name "farmq_go" label "Go" type button }
"""
FLAT = """
[[parameters]]
name = "a"
type = "string"
folder = ["One", "Two"]
[[parameters]]
name = "b"
type = "toggle"
folder = ["One"]
[[parameters]]
name = "c"
type = "menu"
menu = ["x", ["y", "Y"]]
default = "y"
"""


def scheduler(
    folder: Path, manifest: str = "", script: str | None = None, keys: str = ""
) -> Scheduler:
    folder.mkdir(exist_ok=True)
    head = f'[scheduler]\nname = "farmq"\nhoudini = "20.5"\n{keys}\n'
    (folder / "scheduler.toml").write_text(head + manifest)
    (folder / "onschedule.py").write_text("return pdg.scheduleResult.Succeeded\n")
    if script is not None:
        (folder / "parameters.ds").write_text(script)
    [source] = read(str(folder))
    return build(source)


def shape(entries: tuple[Item, ...]) -> list[Any]:
    found: list[Any] = []
    for entry in entries:
        if isinstance(entry, Parm):
            found.append(entry.name)
        elif isinstance(entry, Folder | Multiparm):
            found.append((entry.label, shape(entry.items)))
    return found


def test_nested_tables_and_a_dialog_script_say_the_same(tmp_path: Path) -> None:
    tables = scheduler(tmp_path / "toml", NESTED)
    script = scheduler(tmp_path / "ds", "", SCRIPT)
    assert shape(tables.interface) == [
        ("Main", ["farmq_queue", ("Hosts", ["farmq_host#"])]),
        "farmq_go",
    ]
    assert tables.interface == script.interface
    assert [one.name for one in tables.parameters] == [one.name for one in script.parameters]
    assert tables.digest == script.digest


def test_a_flat_list_is_laid_out_by_its_folders(tmp_path: Path) -> None:
    found = scheduler(tmp_path / "flat", FLAT)
    assert shape(found.interface) == [("One", [("Two", ["a"]), "b"]), "c"]


def test_a_folder_says_its_parameters_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="declares the parameters of this folder; keep one"):
        scheduler(tmp_path / "flat", FLAT, SCRIPT)
    with pytest.raises(ConfigError, match="declares the parameters of this folder; keep one"):
        scheduler(tmp_path / "nested", NESTED, SCRIPT)


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (
            NESTED.replace("default = ", "defualt = "),
            '14:1: unknown key "defualt"; did you mean "default"?',
        ),
        (NESTED.replace('name = "farmq_go"\n', ""), 'missing key "name"'),
        (NESTED.replace("count = 2", 'count = "2"'), "count must be a whole number"),
    ],
)
def test_what_is_wrong_in_nested_tables_has_its_place(
    tmp_path: Path, manifest: str, message: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        scheduler(tmp_path / "wrong", manifest)
    assert message in str(raised.value)


@pytest.mark.skipif(not SCENE.exists(), reason="../shared/corpus is absent")
def test_a_saved_node_keeps_what_its_user_added() -> None:
    [source] = read(str(SCENE))
    found = build(source)
    names = {field.name for field in parms_of(found.interface)}
    assert names >= {one.name for one in found.parameters if one.holds_value}
    assert not names & {"onschedule", "pdg_workingdir", "savenodescript"}
    assert any(isinstance(entry, Folder) for entry in found.interface)


GROUPS = {
    "working-directory": "localscheduler",
    "job-limits": "hqueuescheduler",
    "temp-directory": "tractorscheduler",
    "path-mapping": "localscheduler",
    "rpc-server": "tractorscheduler",
    "task-environment": "tractorscheduler",
    "submit-as-job": "tractorscheduler",
    "message-queue": "hqueuescheduler",
    "job-scripts": "tractorscheduler",
}


def included(tmp_path: Path, *groups: str, keys: str = "") -> Scheduler:
    return scheduler(tmp_path / "s", "", keys=f"include = {json.dumps(groups)}\n{keys}")


@pytest.mark.skipif(not LISTING.exists(), reason="the listing of shipped nodes is absent")
@pytest.mark.parametrize(("group", "node"), GROUPS.items())
def test_a_standard_group_is_what_the_shipped_node_has(
    tmp_path: Path, group: str, node: str
) -> None:
    found = included(tmp_path, group, keys='parm_prefix = "tractor"')
    parms = json.loads(LISTING.read_text("utf-8"))["nodes"][node]["parms"]
    shipped = {facts["name"]: facts for facts in parms}
    fields = list(parms_of(found.interface))
    assert fields
    for field in fields:
        facts = shipped[field.name]
        assert field.label == facts["label"]
        pairs = list(zip(facts.get("menu_tokens", ()), facts.get("menu_labels", ()), strict=True))
        assert list(field.menu.pairs if field.menu else ()) == pairs
        if "min" in facts and field.range is not None:
            assert (field.range.low.value, field.range.high.value) == (facts["min"], facts["max"])
        raw = facts.get("default", [])
        wanted = raw if isinstance(raw, list) else [raw]
        if facts["type"] == "Menu":
            wanted = [facts["menu_tokens"][raw]]
        assert list(field.default or ()) == wanted, field.name


def test_a_standard_group_is_laid_out_first_and_declared_where_pdg_has_it_not(
    tmp_path: Path,
) -> None:
    found = included(tmp_path, "job-limits", "task-environment")
    assert "pdg_maxtasks" in {field.name for field in parms_of(found.interface)}
    names = [one.name for one in found.parameters]
    assert "pdg_maxtasks" not in names
    assert names[:2] == ["farmq_inheritlocalenv", "farmq_setworkingdir"]
    assert "farmq_envmulti" in names


@pytest.mark.parametrize(("release", "there"), [("20.5", False), ("21.0", True)])
def test_a_group_has_what_the_release_has(tmp_path: Path, release: str, there: bool) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    text = f'[scheduler]\nname = "farmq"\nhoudini = "{release}"\ninclude = ["working-directory"]\n'
    (folder / "scheduler.toml").write_text(text)
    [source] = read(str(folder))
    names = {field.name for field in parms_of(build(source).interface)}
    assert ("pdg_transfertype" in names) == there


def test_a_group_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='include\\[0\\] must be one of "working-directory"'):
        included(tmp_path, "work-directory")
