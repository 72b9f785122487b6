from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flat_parameters import limited, seen, view_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pysched_gen import houdini
from pysched_gen.errors import ConfigError, SourceError
from pysched_gen.formats.dialog_script.tree import Limit, Limits, Menu
from pysched_gen.formats.json_schema import load_schema, violations
from pysched_gen.formats.saved_node import Expression
from pysched_gen.sources.node_dump import read_dump
from pysched_gen.sources.source import Snippet
from pysched_gen.span import Origin

if TYPE_CHECKING:
    from pysched_gen.sources.parameters import Parameter

fake_hou: Any = importlib.import_module("fake_hou")
fake_scene: Any = importlib.import_module("fake_scene")

SCRIPT = Path(houdini.__file__).with_name("dump_node.py")
NODE = "/tasks/topnet1/pythonscheduler1"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Any:
    fake_hou._session.__init__()
    fake_hou._session.scenes = fake_scene.SCENES
    monkeypatch.setitem(sys.modules, "hou", fake_hou)
    return fake_hou._session


@pytest.fixture
def dump_node(session: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    assert session.shown == []
    name = "pysched_gen.houdini.dump_node"
    monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module(name)


def _pick(session: Any, scene: str, path: Path | str = "", *nodes: str) -> None:
    """Open `scene` in a Houdini with windows, select `nodes`, and have the user choose `path`."""
    fake_scene.SCENES[scene](session)
    session.has_ui = True
    session.chosen_file = str(path)
    session.selection = [session.nodes[node] for node in nodes]


def _run_as_shelf_tool() -> None:
    tool = {"__name__": "toolutils", "kwargs": {"shiftclick": False}}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), "<tool>", "exec"), tool)  # noqa: S102 - ours


@pytest.mark.parametrize("scene", ["default.hip", "two.hip", "broken.hip", "edited.hip"])
def test_a_dump_keeps_its_schema_and_is_the_same_every_time(
    scene: str, dump_node: Any, tmp_path: Path
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    assert dump_node.main([scene, "-o", str(first)]) == 0
    assert dump_node.main([scene, "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    dump = json.loads(first.read_text(encoding="utf-8"))
    assert violations(dump, load_schema("node-dump")) == []
    assert Draft202012Validator(load_schema("node-dump")).is_valid(dump)
    again = json.dumps(dump, ensure_ascii=False, indent=2, sort_keys=True)
    assert first.read_text(encoding="utf-8") == f"{again}\n"


@pytest.mark.parametrize(
    ("arguments", "nodes"),
    [
        (["two.hip"], ["/tasks/topnet1/a", "/tasks/topnet1/b"]),
        (["two.hip", "/tasks/topnet1/b"], ["/tasks/topnet1/b"]),
        (
            ["two.hip", "/tasks/topnet1/b", "/tasks/topnet1/a"],
            ["/tasks/topnet1/b", "/tasks/topnet1/a"],
        ),
    ],
)
def test_the_named_nodes_are_written_to_standard_output(
    arguments: list[str], nodes: list[str], dump_node: Any, capfdbinary: Any
) -> None:
    assert dump_node.main(arguments) == 0
    out, err = capfdbinary.readouterr()
    assert err == b""
    assert [source.origin.node for source in read_dump("-", out)] == nodes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.hip"], "Unable to open file: nowhere.hip"),
        (["empty.hip"], "this scene has no Python Scheduler node"),
        (["default.hip", "/tasks/x"], "this scene has no node /tasks/x"),
        (
            ["default.hip", "/tasks/topnet1/genericgenerator1"],
            (
                "/tasks/topnet1/genericgenerator1 has no callback of a scheduler; "
                "name a Python Scheduler"
            ),
        ),
        (
            ["default.hip", "-o", "/nowhere/nodes.json"],
            "[Errno 2] No such file or directory: '/nowhere/nodes.json'",
        ),
    ],
)
def test_what_cannot_be_dumped_is_one_message(
    arguments: list[str], message: str, dump_node: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump_node.main(arguments) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"dump_node.py: {message}\n")


@pytest.mark.parametrize(
    ("scene", "selection", "nodes"),
    [
        ("two.hip", ["/tasks/topnet1/b"], ["/tasks/topnet1/b"]),
        ("two.hip", [], ["/tasks/topnet1/a", "/tasks/topnet1/b"]),
        ("default.hip", [NODE, "/tasks/topnet1/genericgenerator1"], [NODE]),
    ],
)
def test_a_shelf_tool_dumps_what_is_selected_or_everything(
    scene: str, selection: list[str], nodes: list[str], session: Any, tmp_path: Path
) -> None:
    path = tmp_path / "nodes.json"
    _pick(session, scene, "$HIP/nodes.json", *selection)
    session.variables = {"HIP": str(tmp_path)}
    _run_as_shelf_tool()
    assert [source.origin.node for source in read_dump("x", path.read_bytes())] == nodes
    assert session.shown == [f"Wrote $HIP/nodes.json (nodes: {len(nodes)})."]


@pytest.mark.parametrize(
    ("scene", "selection", "reason"),
    [
        ("empty.hip", [], "this scene has no Python Scheduler node"),
        (
            "default.hip",
            ["/tasks/topnet1/genericgenerator1"],
            "no selected node is a Python Scheduler; select one, or nothing for all",
        ),
    ],
)
def test_a_shelf_tool_says_why_it_wrote_nothing(
    scene: str, selection: list[str], reason: str, session: Any, tmp_path: Path
) -> None:
    _pick(session, scene, tmp_path / "nodes.json", *selection)
    _run_as_shelf_tool()
    assert session.shown == [f"Nothing was dumped: {reason}."]
    assert list(tmp_path.iterdir()) == []


def test_a_shelf_tool_writes_nothing_when_no_file_is_chosen(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _pick(session, "default.hip")
    _run_as_shelf_tool()
    assert session.shown == []
    assert list(tmp_path.iterdir()) == []


def test_importing_the_script_dumps_nothing(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pick(session, "default.hip", tmp_path / "nodes.json")
    monkeypatch.delitem(sys.modules, "pysched_gen.houdini.dump_node", raising=False)
    importlib.import_module("pysched_gen.houdini.dump_node")
    assert list(tmp_path.iterdir()) == []
    assert session.shown == []


def _read(session: Any, dump_node: Any, scene: str) -> Any:
    fake_scene.SCENES[scene](session)
    return read_dump("nodes.json", dump_node.dump_bytes(dump_node.schedulers_in_scene()))[0]


def test_an_untouched_node_reads_back(session: Any, dump_node: Any) -> None:
    source = _read(session, dump_node, "default.hip")
    assert (source.kind, source.name, source.node_type) == (
        "node-dump",
        "pythonscheduler1",
        "pythonscheduler",
    )
    assert (source.origin, source.houdini) == (Origin("nodes.json", node=NODE), "20.5.445")
    assert source.files == ("nodes.json",)
    assert {snippet.id: snippet.text for snippet in source.snippets} == {
        name: text for name, _, text in fake_scene.DEFAULT_TEXTS
    }
    assert {parameter.spare for parameter in source.parameters} == {False}
    dumped = dump_node.dump(dump_node.schedulers_in_scene())["nodes"][0]
    assert all(callback["default"] for callback in dumped["callbacks"])


def test_edited_callbacks_read_back(session: Any, dump_node: Any) -> None:
    source = _read(session, dump_node, "edited.hip")
    texts = {snippet.id: snippet for snippet in source.snippets}
    assert texts["onschedule"] == Snippet(
        "onschedule", fake_scene.EDITED_TEXT, Origin("nodes.json", node=NODE, parm="onschedule")
    )
    assert (texts["ontick"].text, texts["ontick"].expression) == (
        "return pdg.tickResult.SchedulerBusy\n",
        "python",
    )
    assert texts["onstop"].text == ""
    dumped = dump_node.dump(dump_node.schedulers_in_scene())["nodes"][0]["callbacks"]
    edited = {callback["parm"] for callback in dumped if not callback["default"]}
    assert edited == {"onschedule", "ontick", "onstop"}


def _spare(name: str, label: str, kind: str, **facts: Any) -> Parameter:
    span = Origin("nodes.json", node=NODE, parm=name).span()
    return view_of(name, label, kind, span, **facts)


FARM, LIMITS = ("Farm 火",), ("Farm 火", "Limits")

SPARE = [
    _spare("farmq_owner", "Owner", "string", default=("",), values=("",), folder=("Settings",)),
    _spare("farmq", "Farm 火", "folder"),
    _spare(
        "farmq_queue",
        "Queue",
        "string",
        default=("all",),
        values=("gpu",),
        menu=Menu(pairs=(("all", "All"), ("gpu", 'With "GPU"'))),
        help='Line one\nGröße {{ x }} "two"',
        hide_when='{ farmq_mode == "off" }',
        folder=FARM,
        tags=(("pdg::scheduler", ""), ("spare_category", "FarmQ")),
    ),
    _spare("farmq_limits", "Limits", "folder", folder=FARM, disable_when="{ farmq_dry == 1 }"),
    _spare(
        "farmq_jobs",
        "Jobs",
        "integer",
        default=(0,),  # only the expression tells
        default_expressions=(Expression(0, "opdigits('.')", "hscript"),),
        values=(4,),
        range=limited(1.0, 64.0, low_strict=True),
        folder=LIMITS,
    ),
    _spare(
        "farmq_box",
        "Box",
        "float",
        size=3,
        default=(0.0, 0.5, 1.0),
        # An infinite number is none of JSON's: the default stands for it.
        values=(1.5, 2.5, 1.0),
        expressions=(Expression(1, "frame() * 2", "python"),),
        range=Limits(Limit(0.0), Limit(10.0)),
        folder=LIMITS,
    ),
    _spare("farmq_env", "Environment", "data", folder=LIMITS, tags=(("pdg::nocopy", ""),)),
    _spare(
        "farmq_mode",
        "Mode",
        "menu",
        default=("on",),
        values=("on",),
        menu=Menu(pairs=(("off", "Off"), ("on", "On"))),
        folder=FARM,
    ),
    _spare(
        "farmq_pool",
        "Pool",
        "menu",
        default=("x",),
        values=("x",),
        menu=Menu(script="return ['a', 'A']", language="python"),
        folder=FARM,
    ),
    _spare(
        "farmq_dry",
        "Dry Run",
        "toggle",
        default=(False,),
        default_expressions=(Expression(0, "ch('x')", "hscript"),),
        values=(True,),
        disable_when="{ farmq_queue == all }",
        folder=FARM,
        invisible=True,
    ),
    _spare("farmq_log", "Log", "string", default=("$HIP/logs",), values=("$HIP/logs",)),
    _spare(
        "farmq_user",
        "User",
        "string",
        default=("",),
        values=("",),
        expressions=(Expression(0, "$USER", "hscript"),),
    ),
    _spare(
        "farmq_ping",
        "Ping",
        "button",
        tags=(("script_callback", "print('ping')"), ("script_callback_language", "python")),
    ),
    _spare("farmq_sep", "", "separator"),
    _spare("farmq_note", "Note", "label", default=("Read", "me")),
    _spare("farmq_ramp", "Ramp", "ramp"),
    _spare("farmq_data", "Data", "data"),
]


def test_spare_parameters_of_every_kind_read_back(session: Any, dump_node: Any) -> None:
    source = _read(session, dump_node, "edited.hip")
    found = [seen(one) for one in source.parameters if one.spare]
    for one, told in zip(found, map(seen, SPARE), strict=True):
        assert one == told


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("pdg_workingdir", ["$HIP/work"]),
        ("pdg_usemaxtasks", [True]),
        ("pdg_deletetempdir", ["2"]),
    ],
)
def test_the_values_of_built_in_parameters_are_dumped(
    name: str, values: list[object], session: Any, dump_node: Any
) -> None:
    facts = _facts(session, dump_node, name)
    assert (facts["values"], facts["spare"]) == (values, False)
    assert [folder["label"] for folder in facts["folders"]] == ["Settings"]
    found = {one.name: one for one in _read(session, dump_node, "edited.hip").parameters}
    assert (found[name].spare, found[name].folder) == (False, ("Settings",))


def _facts(session: Any, dump_node: Any, name: str) -> dict[str, Any]:
    fake_scene.SCENES["edited.hip"](session)
    parameters = dump_node.dump(dump_node.schedulers_in_scene())["nodes"][0]["parameters"]
    (facts,) = (facts for facts in parameters if facts["name"] == name)
    return dict(facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("farmq", {"folder_type": "Tabs", "ends_tab_group": True, "spare": True}),
        (
            "farmq_limits",
            {
                "folder_type": "Collapsible",
                "tab_conditions": {"DisableWhen": "{ farmq_dry == 1 }"},
                "folders": [{"label": "Farm 火", "type": "Tabs"}],
            },
        ),
        ("farmq_env", {"folder_type": "MultiparmBlock", "count": 2, "default": [0]}),
        ("farmq_env_name#", {"multiparm": "farmq_env", "join_next": True, "spare": True}),
        ("farmq_env_value#", {"multiparm": "farmq_env", "hide_label": True}),
        ("farmq_queue", {"menu": {"type": "StringReplace"}}),
        ("farmq_mode", {"menu": {"strip": "button"}}),
        ("farmq_box", {"naming": "XYZW", "size": 3, "values": [1.5, 2.5, None]}),
        ("farmq_log", {"string_type": "FileReference", "file_type": "Directory"}),
        ("farmq_user", {"values": [None]}),
        ("farmq_ping", {"callback": {"text": "print('ping')", "language": "python"}}),
        ("farmq_sep", {"size": 0, "spare": True}),
        ("farmq_note", {"columns": ["Read", "me"]}),
        ("farmq_ramp", {"ramp_type": "Float", "default": [2]}),
        ("farmq_data", {"data_type": "KeyValueDictionary"}),
        # Renamed since the node was edited, and with a spare parameter among built-in ones.
        ("folder2_2", {"spare": False, "type": "Folder", "label": "Settings"}),
        ("onschedule", {"default": ["return pdg.scheduleResult.Failed\n"], "spare": False}),
    ],
)
def test_the_dump_holds_what_only_the_interface_knows(
    name: str, facts: dict[str, Any], session: Any, dump_node: Any
) -> None:
    found = _facts(session, dump_node, name)
    for key, value in facts.items():
        if isinstance(value, dict):
            assert value.items() <= found[key].items()
        else:
            assert found[key] == value


def test_a_field_of_a_callback_has_no_values_beside_its_text(session: Any, dump_node: Any) -> None:
    assert _facts(session, dump_node, "onschedule").keys().isdisjoint({"values", "expressions"})


def test_no_evaluated_string_leaves_the_scene(session: Any, dump_node: Any) -> None:
    fake_scene.SCENES["edited.hip"](session)
    assert session.nodes[NODE].parm("farmq_user").evalAsString() == "/home/somebody"
    assert b"somebody" not in dump_node.dump_bytes(dump_node.schedulers_in_scene())


def test_a_callback_whose_expression_fails_is_told_when_read(session: Any, dump_node: Any) -> None:
    with pytest.raises(ConfigError) as caught:
        _read(session, dump_node, "broken.hip")
    said = str(caught.value)
    assert re.match(r"nodes\.json:\d\d+:\d\d+: ", said)
    assert said.partition(" ")[2] == (
        "$.nodes[0].callbacks[5].text: the expression behind it failed in "
        "Houdini; mend it there and dump again"
    )


def test_a_number_with_several_keyframes_has_its_first_expression(
    session: Any, dump_node: Any
) -> None:
    fake_scene.SCENES["broken.hip"](session)
    node = dump_node.dump(dump_node.schedulers_in_scene())["nodes"][0]
    (facts,) = (facts for facts in node["parameters"] if facts["name"] == "pdg_maxtasks")
    assert facts["values"] == [7]
    assert facts["expressions"] == [{"index": 0, "text": "bezier()", "language": "hscript"}]


def test_half_a_character_survives_the_dump_and_is_refused_when_read(
    session: Any, dump_node: Any
) -> None:
    fake_scene.SCENES["default.hip"](session)
    session.nodes[NODE].parm("onstart").set("return '\udc80'")
    data = dump_node.dump_bytes(dump_node.schedulers_in_scene())
    assert json.loads(data)["nodes"][0]["callbacks"][4]["text"] == "return '\udc80'"
    with pytest.raises(SourceError, match=r"\$\.nodes\[0\]\.callbacks\[4\]\.text: holds half a"):
        read_dump("nodes.json", data)


@given(text=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_of_a_field_reads_back(session: Any, dump_node: Any, text: str) -> None:
    fake_scene.SCENES["default.hip"](session)
    session.nodes[NODE].parm("ontick").set(text)
    session.nodes[NODE].parm("pdg_workingdir").set(text)
    data = dump_node.dump_bytes(dump_node.schedulers_in_scene())
    if "\0" in text:
        with pytest.raises(ConfigError, match="holds a null character"):
            read_dump("nodes.json", data)
        return
    (source,) = read_dump("nodes.json", data)
    (tick,) = (snippet.text for snippet in source.snippets if snippet.id == "ontick")
    assert tick == text.replace("\r\n", "\n").replace("\r", "\n")
    told = json.loads(data)["nodes"][0]["parameters"]
    assert [one["values"] for one in told if one["name"] == "pdg_workingdir"] == [[text]]
