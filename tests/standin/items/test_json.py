"""Work items as JSON: what is written, by release; what jobs read; what is refused."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from asking import ask, ask_job

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
item.setIntAttrib("n", [1, 2])
item.setFloatAttrib("f", 0.5)
item.setStringAttrib("s", "é 日本")
item.setFileAttrib("file", File("/a/b.exr", hash=3))
item.setDictAttrib("d", {"k": [1]})
item.setPyObjectAttrib("o", {"a": (1, 2)})
item.addEnvironmentVar("ENV", "x")
item.setIntAttrib("temporary", 1)
item.setAttribFlag("temporary", attribFlag.Transient)
item.setFrame(12, 2)
item.setLabel("shot")
item.setCustomState("state")
item.setCookPercent(0.25)
item.setCommand("do it")
item.priority = 3
item.addOutputFile("/out.exr")
item.addExpectedOutputFile("/later.exr")
"""


@pytest.mark.parametrize(
    ("release", "version", "there", "not_there"),
    [
        ("17.5", 2, "name command isInProcess", "id cookType"),
        ("18.5", 3, "id command isInProcess", "cookType"),
        ("19.0", 4, "id isInProcess", "command cookType"),
        ("19.5", 6, "id cookType", "command isInProcess"),
        ("20.0", 7, "id cookType", "command isInProcess"),
        ("22.0", 7, "id cookType", "command isInProcess"),
    ],
)
def test_the_keys_are_those_of_the_release(
    release: str, version: int, there: str, not_there: str
) -> None:
    saved = ask("item.setCommand('do it'); answer = json.loads(item.saveJSONString())", release)
    assert saved["version"] == version
    assert set(there.split()) <= set(saved["workitem"])
    assert not set(not_there.split()) & set(saved["workitem"])
    inside = saved["workitem"]["attributes"].get("__pdg_commandstring", {})
    assert (inside.get("value") == ["do it"]) == ("command" not in there)


def test_every_documented_key_is_there() -> None:
    documented = (
        "nodeName schedulerName id customDataType customData batchIndex frame frameStep hasFrame "
        "index isStatic priority state type executionType cookType attributes batchCount "
        "batchOffset batchStart activationMode subItems"
    )
    saved = ask("answer = batch.saveDict()")
    assert set(saved) == {"version", "graph", "workitem"}
    assert set(documented.split()) <= set(saved["workitem"])


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("n", {"type": 0, "flag": 0, "own": True, "concat": False, "value": [1, 2]}),
        ("s", {"type": 2, "flag": 0, "own": True, "concat": False, "value": ["é 日本"]}),
        ("ENV", {"type": 2, "flag": 2, "own": True, "concat": False, "value": ["x"]}),
        ("o", {"type": 4, "flag": 0, "own": True, "concat": False, "value": "{'a': (1, 2)}"}),
        ("__pdg_label", {"type": 2, "flag": 0, "own": True, "concat": False, "value": ["shot"]}),
        ("temporary", None),
    ],
)
def test_how_an_attribute_is_written(name: str, entry: Any) -> None:
    assert ask(FULL + f"answer = item.saveDict()['workitem']['attributes'].get({name!r})") == entry


def test_how_a_file_is_written() -> None:
    saved = ask(FULL + "answer = item.saveDict()['workitem']['attributes']['__pdg_outputfiles']")
    out = {"data": "/out.exr", "tag": "file/image", "hash": 0, "size": 0, "own": True, "type": 0}
    assert saved["value"] == [{**out, "data": "/later.exr", "type": 1}, out]


@pytest.mark.parametrize("suffix", [".json", ".json.gz"])
def test_an_item_survives_a_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / ("a ü" + suffix)
    script = f"""
holder.addDependency(batch, item)
answer = []
for one in (item, batch):
    assert one.saveJSONFile({str(path)!r})
    answer.append([one.saveDict(), pdg.WorkItem.loadJSONFile({str(path)!r}).saveDict()])
"""
    for before, after in ask(FULL + script):
        assert after == before
    assert (path.read_bytes()[:2] == b"\x1f\x8b") == (suffix == ".json.gz")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "a.json"
    assert ask(f"answer = item.saveJSONFile({str(path)!r})") is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"workitem": 1}',
        '{"workitem": {}}',
        '{"workitem": {"nodeName": "n"}}',
        '{"workitem": {"nodeName": "n", "attributes": {"a": 1}}}',
        '{"workitem": {"nodeName": "n", "attributes": {"a": {"type": 3, "value": [1]}}}}',
    ],
)
def test_what_is_no_work_item_is_refused_with_a_reason(text: str) -> None:
    problem = ask(f"answer = error(lambda: pdg.WorkItem.loadJSONString({text!r}))")
    assert problem.split(":")[0] in ("ValueError", "JSONDecodeError")


def test_a_holder_makes_items_of_json() -> None:
    script = """
text = item.saveJSONString()
made = holder.addWorkItemFromJSONString(text)
many = holder.addWorkItemArrayFromJSONString(item.saveArrayJSONString(), parent=made)
answer = [made.name, made.index, made.attribArray("n"), made.frame, made.label, len(many),
          many[0].dependencies[0] is made]
"""
    assert ask(FULL + script) == ["node_6", 3, [1, 2], 12.0, "shot", 1, True]


def test_a_patch_has_attributes_and_outputs_only() -> None:
    patch = ask(FULL + "answer = json.loads(item.createJSONPatch())")
    assert set(patch) == {"outputs", "attributes"}
    assert [file["data"] for file in patch["outputs"]] == ["/out.exr"]
    assert set(patch["attributes"]) == {"n", "f", "s", "file", "d", "o", "ENV"}


@pytest.fixture(scope="module", name="saved")
def save_items(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save `item` and `batch`, which waits for it, as a cook does; give $PDG_TEMP."""
    folder = tmp_path_factory.mktemp("temp ü")
    data = folder / "data"
    data.mkdir()
    script = f"""
for one in (item, batch):
    one.saveJSONFile({str(data)!r} + "/" + one.name + ".json.gz")
"""
    ask(FULL + "holder.addDependency(batch, item)" + script + "answer = None")
    return folder


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("[item.name, item.id, item.index, item.label]", ["node_1", 1, 3, "shot"]),
        ("item.command", "do it"),
        ("[item.frame, item.frameStep, item.hasFrame]", [12.0, 2.0, True]),
        ("[item.customState, item.cookPercent, item.priority]", ["state", 0.25, 3]),
        ("item.attribNames()", ["n", "f", "s", "file", "d", "o", "ENV"]),
        ("item.attribValue('n', 1)", 2),
        ("item.attribValue('none')", None),
        ("item.intAttribArray('none')", None),
        ("item.pyObjectAttribValue('o') == {'a': (1, 2)}", True),
        ("item.dictAttribValue('d')", {"k": [1]}),
        ("item.environment", {"ENV": "x"}),
        ("[f.path for f in item.outputFiles]", ["/out.exr"]),
        ("[f.path for f in item.expectedOutputFiles]", ["/later.exr"]),
        ("item.state.name", "Uncooked"),
        ("pdgjson.strData(item, 's')", "é 日本"),
        ("pdgjson.strData(item, 'file')", "/a/b.exr"),
        ("pdgjson.intDataArray(item, 'n')", [1, 2]),
        ("pdgjson.floatData(item, 'f')", 0.5),
        ("[pdgjson.hasIntData(item, 'n', 1), pdgjson.hasIntData(item, 'n', 2)]", [True, False]),
        ("error(lambda: pdgjson.intData(item, 'none'))",
         "ValueError: int data 'none' not found on node_1"),
        ("error(lambda: pdgjson.intData(item, 'n', 5))",
         "IndexError: int data 'n' has no value at 5"),
        ("error(lambda: item.startSubItem())", "TypeError: node_1 belongs to no batch"),
    ],
)  # fmt: skip
def test_a_job_reads_its_item(saved: Path, expression: str, expected: Any) -> None:
    script = f"""
    item = pdgjson.WorkItem.fromJobEnvironment()
    def error(action):
        try:
            action()
        except Exception as problem:
            return type(problem).__name__ + ": " + str(problem)
    answer = {expression}
    """
    env = {"PDG_TEMP": str(saved), "PDG_ITEM_NAME": "node_1"}
    assert ask_job(script, env) == expected


def test_a_job_reads_its_batch(saved: Path) -> None:
    script = """
    batch = pdgjson.WorkItem.fromJobEnvironment()
    sub = batch.batchItems[1]
    answer = [batch.isBatch, batch.batchSize, sub.index, sub.batchIndex, sub.reportId,
              [f.path for f in batch.inputFiles], sub.batchParent is batch]
    """
    env = {"PDG_TEMP": str(saved), "PDG_ITEM_NAME": "node_2"}
    assert ask_job(script, env) == [True, 3, 11, 1, 2, ["/out.exr"], True]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("item.setIntAttrib('k', 4)", [4]),
        ("item.setIntAttrib('k', [4, 5])", [4, 5]),
        ("item.setStringAttrib('k', 'x', 1)", ["", "x"]),
        ("(item.setIntAttrib('k', 4), item.setIntAttrib('k', 5, -1))", [4, 5]),
        ("item.setPyObjectAttrib('k', {1: 2})", [{"1": 2}]),
    ],
)
def test_what_a_job_sets_it_can_read(saved: Path, action: str, expected: Any) -> None:
    script = f"""
    item = pdgjson.WorkItem.fromJobEnvironment()
    {action}
    answer = item.attribArray("k")
    """
    env = {"PDG_TEMP": str(saved), "PDG_ITEM_NAME": "node_1"}
    assert ask_job(script, env) == expected


@pytest.mark.parametrize("version", range(1, 8))
def test_a_job_reads_every_version(version: int, tmp_path: Path) -> None:
    fields = {
        "nodeName": "old",
        **({"name": "old_7"} if version < 3 else {"id": 7}),
        **({"command": "do it"} if version < 4 else {}),
        **({"isInProcess": False} if version < 6 else {"cookType": 2}),
        **({"customDataType": "x", "customData": "y"} if version > 1 else {}),
        "batchIndex": -1, "frame": 1.0, "frameStep": 1.0, "hasFrame": True, "index": 0,
        "isStatic": True, "priority": 0, "state": 5, "type": 0, "executionType": 0,
        "attributes": {
            "__pdg_commandstring": {"type": 2, "flag": 8, "value": ["do it"]}
        } if version >= 4 else {},
    }  # fmt: skip
    (tmp_path / "item.json").write_bytes(
        gzip.compress(json.dumps({"version": version, "workitem": fields}).encode())
    )
    script = f"""
    item = pdgjson.WorkItem.fromFile({str(tmp_path / "item.json")!r})
    answer = [item.name, item.command, item.reportId, item.isOutOfProcess]
    """
    assert ask_job(script) == ["old_7", "do it", "old_7" if version < 3 else 7, True]


def test_a_job_without_an_item_is_told_so() -> None:
    script = """
    try:
        pdgjson.WorkItem.fromJobEnvironment()
    except SystemExit as end:
        answer = str(end)
    """
    assert ask_job(script) == (
        "PDG_ITEM_NAME is not set: this script is meant to run as a job of PDG"
    )
