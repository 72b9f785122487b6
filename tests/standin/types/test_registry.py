"""Which types PDG finds, under which names, and what it tells of those it cannot load.

Each test runs a few lines in a process that has the stand-in's `pdg` and a HOUDINI_PATH.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from interpreters import require_python
from trees import write_tree

from pysched_gen.standin import SITE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Seen = Callable[..., Any]

CLASS = "class {name}:\n    marker = {marker!r}\n"
REGISTER = "def registerTypes(registry):\n    registry.registerScheduler({arguments})\n"
BROKEN = "import a_module_nobody_has\n"
DISCOVER = """
import json, sys
import pdg
registry = pdg.TypeRegistry.types()
registry._discover()
kind = pdg.registeredType.Scheduler
def label(name): return registry.registeredType(kind, name).typeLabel
def marker(name): return registry.registeredType(kind, name).typeObject.marker
"""


def module(name: str = "Farm", marker: str = "", arguments: str = "") -> str:
    return CLASS.format(name=name, marker=marker) + REGISTER.format(arguments=arguments or name)


@pytest.fixture(name="seen")
def seen_in_a_process(tmp_path: Path) -> Seen:
    """Give a function that evaluates an expression after discovery below the folder `path`."""

    def seen(
        expression: str,
        *,
        before: str = "",
        path: str = "one",
        python: str = sys.executable,
        env: dict[str, str] | None = None,
        stderr: bool = False,
    ) -> Any:
        code = f"{DISCOVER}{before}\nprint('SEEN', json.dumps(({expression})), sep='')"
        own = {key: value for key, value in os.environ.items() if "HOUDINI" not in key}
        entries = {**own, "HOUDINI_PATH": path.replace("~", str(tmp_path)), "HFS": ""}
        entries |= {"PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
        entries["PYTHONPATH"] = str(SITE)
        run = subprocess.run(  # noqa: PLW1510 - the code is asserted
            [python, "-c", code], cwd=tmp_path, env=entries, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr
        answer = json.loads(run.stdout.rpartition("SEEN")[2])
        return (answer, run.stderr) if stderr else answer

    return seen


NAMES = "registry.typeNames(kind)"


@pytest.mark.parametrize(
    ("files", "path", "names"),
    [
        pytest.param({"one/pdg/types/x.py": module()}, "one", ["farm"], id="module"),
        pytest.param({"one/pdg/types/x/__init__.py": module()}, "one", ["farm"], id="package"),
        pytest.param(
            {
                "one/pdg/types/x/__init__.py": "from . import y\n"
                + REGISTER.format(arguments="y.Farm"),
                "one/pdg/types/x/y.py": module(),
            },
            "one",
            ["farm"],
            id="module of a package",
        ),
        pytest.param(
            {"one/pdg/types/x.py": module("A"), "two/pdg/types/y.py": module("B")},
            "one;two",
            ["a", "b"],
            id="two entries",
        ),
        pytest.param(
            {"one/pdg/types/x.py": module("A"), "two/pdg/types/y.py": module("B")},
            "one:two",
            ["a", "b"],
            id="colon",
        ),
        pytest.param(
            {"one/pdg/types/x.py": module("A"), "two/pdg/types/x.py": module("B")},
            "two;one",
            ["b"],
            id="first of one name wins",
        ),
        pytest.param(
            {"one/pdg/types/x.py": BROKEN, "one/pdg/types/y.py": module()},
            "one",
            ["farm"],
            id="a broken one keeps no other out",
        ),
        pytest.param(
            {"one/pdg/types/x.py": "raise SystemExit(3)\n", "one/pdg/types/y.py": module()},
            "one",
            ["farm"],
            id="nor does one that exits",
        ),
        pytest.param(
            {
                "one/pdg/types/x.py": "import neighbour\n" + module(),
                "one/pdg/types/neighbour.py": "",
            },
            "one",
            ["farm"],
            id="a module beside it",
        ),
        pytest.param(
            {"one/pdg/types/x.txt": "", "one/pdg/types/data/y.py": module(), "one/x.py": module()},
            "one",
            [],
            id="nothing there",
        ),
        pytest.param({"hfs/houdini/pdg/types/x.py": module()}, "one;&", ["farm"], id="&"),
        pytest.param({"hfs/houdini/pdg/types/x.py": module()}, "one", [], id="without &"),
        pytest.param({"hfs/houdini/pdg/types/x.py": module()}, "", ["farm"], id="no HOUDINI_PATH"),
    ],
)
def test_types_are_found(
    seen: Seen, tmp_path: Path, files: dict[str, str | bytes], path: str, names: list[str]
) -> None:
    write_tree(tmp_path, files)
    assert seen(NAMES, path=path, env={"HFS": str(tmp_path / "hfs")}) == names


@pytest.mark.parametrize(
    ("arguments", "facts"),
    [
        ("Farm", ["farm", "farm", ""]),
        ("Farm, 'other'", ["other", "farm", ""]),
        ("Farm, label='The Farm'", ["farm", "The Farm", ""]),
        ("Farm, name='f', label='F', parm_category='Cat', node_category='N'", ["f", "F", "Cat"]),
    ],
)
def test_names_of_a_type(seen: Seen, tmp_path: Path, arguments: str, facts: list[str]) -> None:
    write_tree(tmp_path, {"one/pdg/types/x.py": module(arguments=arguments)})
    (name,) = seen(NAMES)
    before = f"t = registry.schedulerType({name!r})"
    assert seen("[t.typeName, t.typeLabel, t.parm_category]", before=before) == facts


def test_a_category_is_an_unexpected_argument_before_19(seen: Seen, tmp_path: Path) -> None:
    write_tree(tmp_path, {"one/pdg/types/x.py": module(arguments="Farm, parm_category='Cat'")})
    failure = "registry._failures[0][2].splitlines()[-1]"
    assert "unexpected keyword argument 'parm_category'" in seen(
        failure, env={"PDG_STANDIN_HOUDINI": "18.5"}
    )
    assert seen(NAMES, env={"PDG_STANDIN_HOUDINI": "19.0"}) == ["farm"]


def test_a_name_is_registered_once(seen: Seen, tmp_path: Path) -> None:
    write_tree(tmp_path, {"one/pdg/types/x.py": module(), "one/pdg/types/y.py": module()})
    failure = "[name for name, _, _ in registry._failures], registry._failures[0][2]"
    names, text = seen(failure)
    assert names == ["y"]
    assert "RuntimeError: A type already exists with the name 'farm'" in text


def test_a_module_of_the_skip_list_is_left_out(seen: Seen, tmp_path: Path) -> None:
    write_tree(tmp_path, {f"one/pdg/types/{n}.py": module(n.upper()) for n in "abc"})
    env = {"HOUDINI_PDG_TYPE_SKIPLIST": "a c"}
    assert seen(NAMES, env=env) == ["b"]
    assert seen("registry.moduleSkipList()", env=env) == ["a", "c"]


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("", []),
        ("0", []),
        ("1", ["bad: failed"]),
        ("2", ["search path", "bad: failed", "plain: has no registerTypes"]),
        (
            "3",
            [
                "search path",
                "bad: failed",
                "good: types registered",
                "plain: has no registerTypes",
            ],
        ),
        ("loud", []),
    ],
)
def test_the_level_says_what_is_told(
    seen: Seen, tmp_path: Path, level: str, told: list[str]
) -> None:
    write_tree(
        tmp_path,
        {
            "one/pdg/types/bad.py": BROKEN,
            "one/pdg/types/good.py": module(),
            "one/pdg/types/plain.py": "",
        },
    )
    _, stderr = seen(NAMES, env={"HOUDINI_PDG_TYPE_ERROR": level}, stderr=True)
    lines = [line for line in stderr.splitlines() if line.startswith("PDG types: ")]
    assert len(lines) == len(told)
    assert all(text in line for text, line in zip(told, lines, strict=True))
    assert ("a_module_nobody_has" in stderr) == bool(told)


RELOAD = """
import pathlib
pathlib.Path({file!r}).write_text({text!r})
entry = registry.registeredType(kind, "farm")
try:
    entry.reload()
    problem = ""
except Exception as error:
    problem = type(error).__name__
"""


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (module(marker="new"), ["new", ""]),
        ("class", ["old", "SyntaxError"]),
        ("", ["old", ""]),
    ],
)
@pytest.mark.parametrize("file", ["x.py", "x/__init__.py"])
def test_an_edited_type_is_reloaded(
    seen: Seen, tmp_path: Path, file: str, text: str, facts: list[str]
) -> None:
    write_tree(tmp_path, {f"one/pdg/types/{file}": module(marker="old")})
    before = RELOAD.format(file=f"one/pdg/types/{file}", text=text)
    assert seen("[marker('farm'), problem]", before=before) == facts


def test_a_new_path_is_registered_by_hand(seen: Seen, tmp_path: Path) -> None:
    write_tree(tmp_path, {"else/x.py": module("A"), "else/y/__init__.py": module("B")})
    calls = "[registry.registerPythonPath(p) for p in ('else/x.py', 'else/y', 'else/none.py')]"
    assert seen(f"[{calls}, {NAMES}]") == [[True, True, False], ["a", "b"]]


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("registry.registerModuleTypes(module)", [True, ["farm"]]),
        ("registry.registerModuleTypes(json)", [False, []]),
    ],
)
def test_types_of_a_module_are_registered_by_hand(
    seen: Seen, tmp_path: Path, code: str, answer: list[Any]
) -> None:
    write_tree(tmp_path, {"beside.py": module()})
    before = "sys.path.insert(0, '.')\nimport beside as module"
    assert seen(f"[{code}, {NAMES}]", before=before) == answer


def test_the_folder_of_the_types_is_left_as_it_is(seen: Seen, tmp_path: Path) -> None:
    write_tree(tmp_path, {"one/pdg/types/x/__init__.py": module()})
    assert seen(NAMES, env={"PYTHONDONTWRITEBYTECODE": ""}) == ["farm"]
    assert [path.name for path in (tmp_path / "one/pdg/types/x").iterdir()] == ["__init__.py"]
    # Last, so that a callback finds what lies beside its module and hides nothing else.
    assert seen("'types' in sys.path[-1]") is True


@pytest.mark.parametrize("version", [(3, 7), (3, 9), (3, 13)], ids=str)
def test_the_pythons_of_the_releases_find_types(
    seen: Seen, tmp_path: Path, version: tuple[int, int]
) -> None:
    write_tree(tmp_path, {"one/pdg/types/x/__init__.py": module(), "one/pdg/types/y.py": BROKEN})
    assert seen(NAMES, python=require_python(version)) == ["farm"]


@pytest.mark.parametrize(
    ("release", "here", "absent"),
    [
        ("17.5", ["scheduleResult"], ["tickResult", "acceptResult", "serviceSchedulerType"]),
        ("18.0", ["tickResult"], ["acceptResult"]),
        ("20.5", ["tickResult", "acceptResult"], ["serviceSchedulerType"]),
        ("22.0", ["tickResult", "acceptResult", "serviceSchedulerType"], []),
    ],
)
def test_names_are_those_of_the_release(
    seen: Seen, release: str, here: list[str], absent: list[str]
) -> None:
    names = [*here, *absent]
    found = seen(f"[n for n in {names} if hasattr(pdg, n)]", env={"PDG_STANDIN_HOUDINI": release})
    assert found == here
    exported = seen(
        f"[n for n in {names} if n in pdg.__all__]", env={"PDG_STANDIN_HOUDINI": release}
    )
    assert exported == here


@pytest.mark.parametrize(
    ("release", "member", "there"),
    [
        ("18.5", "WorkItem.cancel", False),
        ("19.0", "WorkItem.cancel", True),
        ("17.5", "Scheduler.onWorkItemSetStringAttrib", False),
        ("21.0", "Scheduler.onWorkItemFileResult", True),
        ("22.0", "Scheduler.onWorkItemFileResult", False),
        ("19.0", "registeredType.Service", False),
        ("19.5", "registeredType.Service", True),
    ],
)
def test_members_are_those_of_the_release(
    seen: Seen, release: str, member: str, there: bool
) -> None:
    owner, _, name = member.partition(".")
    env = {"PDG_STANDIN_HOUDINI": release}
    assert seen(f"hasattr(pdg.{owner}, {name!r})", env=env) == there


@pytest.mark.parametrize(
    "name",
    [
        *("dependency", "job", "mapper", "node", "partitioner", "processor", "scheduler"),
        *("staticcook", "types", "utils", "workitem"),
    ],
)
def test_submodules_are_there_without_an_import(seen: Seen, name: str) -> None:
    assert seen(f"pdg.{name}.__name__") == f"pdg.{name}"


def test_a_name_pdg_does_not_have_is_an_attribute_error(seen: Seen) -> None:
    before = "try: pdg.schedulerResult\nexcept AttributeError as error: text = str(error)"
    assert seen("text", before=before) == "module 'pdg' has no attribute 'schedulerResult'"


@pytest.mark.parametrize("on", ["pdg.TypeRegistry", "registry"])
@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("searchPath()", ["one/pdg/types", "two/pdg/types"]),
        ("moduleSkipList()", ["never"]),
        ("globPythonModules()", ["a", "x"]),
        ("globPythonModules(unique=False)", ["x", "a", "x"]),
        ("globPythonModules(True, True)", ["one/pdg/types/x.py", "two/pdg/types/a.py"]),
        ("globFiles('*.txt')", ["two/pdg/types/note.txt"]),
        ("findFile('note.txt')", "two/pdg/types/note.txt"),
        ("findFile('none')", ""),
    ],
)
def test_what_is_on_the_search_path_is_told_by_class_and_registry(
    seen: Seen, tmp_path: Path, on: str, call: str, answer: Any
) -> None:
    names = ("one/pdg/types/x.py", "two/pdg/types/x.py", "two/pdg/types/a.py")
    write_tree(tmp_path, {**dict.fromkeys(names, ""), "two/pdg/types/note.txt": ""})
    env = {"HOUDINI_PDG_TYPE_SKIPLIST": "never"}
    found = seen(f"{on}.{call}", path="~/one;~/two", env=env)
    told = [one.removeprefix(f"{tmp_path}/") for one in found] if isinstance(found, list) else found
    if isinstance(told, str):
        told = told.removeprefix(f"{tmp_path}/")
    assert sorted(told) == sorted(answer) if call == "globPythonModules()" else told == answer


NODE = """
from pdg.scheduler import PyScheduler
class Farm(PyScheduler):
    {body}
def registerTypes(registry):
    registry.registerScheduler(Farm)
"""


@pytest.mark.parametrize("file", ["x.py", "x/__init__.py"])
def test_nodes_that_exist_are_of_the_class_that_was_reloaded(
    seen: Seen, tmp_path: Path, file: str
) -> None:
    write_tree(tmp_path, {f"one/pdg/types/{file}": NODE.format(body="marker = 'old'")})
    before = f"""
context = pdg.GraphContext("c")
node = context.addScheduler("farm")._python
node.kept = 1
facts = [node.marker]
with open("one/pdg/types/{file}", "w") as out:
    out.write({NODE.format(body="marker = 'new and longer'")!r})
registry.registeredType(kind, "farm").reload()
facts += [node.marker, node.kept, type(node) is registry.registeredType(kind, "farm").typeObject]
"""
    assert seen("facts", before=before) == ["old", "new and longer", 1, True]


HANDLERS = ("Cache", "Dirty", "Hash", "Preflight", "Regeneration", "Stat", "Transfer")


@pytest.mark.parametrize("kind", HANDLERS)
def test_handlers_beside_a_scheduler_are_registered(seen: Seen, tmp_path: Path, kind: str) -> None:
    text = module() + f"    registry.register{kind}Handler('file/geo', lambda *given: None)\n"
    write_tree(tmp_path, {"one/pdg/types/x.py": text})
    assert seen(NAMES) == ["farm"]


def test_a_handler_is_a_function(seen: Seen, tmp_path: Path) -> None:
    text = module() + "    registry.registerCacheHandler('file/geo', 3)\n"
    write_tree(tmp_path, {"one/pdg/types/x.py": text})
    assert "a cache handler is a function" in seen("registry._failures[0][2]")


BESIDE = """
import pdg
from pdg.{module} import {base}
class Beside({base}):
    def onGenerate(self, item_holder, upstream_items, generation_type):
        return pdg.result.Success
def registerTypes(registry):
    registry.{register}(Beside{arguments}, label="Beside")
"""


@pytest.mark.parametrize(
    "beside",
    [
        ("partitioner", "PyPartitioner", "registerNode", ", pdg.nodeType.Partitioner"),
        ("mapper", "PyMapper", "registerNode", ", pdg.nodeType.Mapper"),
        ("node", "PyNode", "registerNode", ", pdg.nodeType.Processor"),
        ("workitem", "PyWorkItemData", "registerWorkItem", ""),
    ],
)
def test_other_types_beside_a_scheduler_load_and_cannot_be_made(
    seen: Seen, tmp_path: Path, beside: tuple[str, str, str, str]
) -> None:
    module_name, base, register, arguments = beside
    text = BESIDE.format(module=module_name, base=base, register=register, arguments=arguments)
    write_tree(tmp_path, {"one/pdg/types/a.py": text, "one/pdg/types/x.py": module()})
    before = """
import pdg.types.a
def made():
    try:
        return pdg.types.a.Beside()
    except NotImplementedError as error:
        return str(error)
kinds = [pdg.registeredType.Node, pdg.registeredType.WorkItem]
"""
    assert seen(
        "[registry._failures, [n for k in kinds for n in registry.typeNames(k)], made()]",
        before=before,
    ) == [[], ["beside"], f"pdg.{base} is not implemented by the stand-in"]


def test_a_module_for_serialization_is_named(seen: Seen, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    expression = "[registry.setPySerializationModule('json'), registry.pySerializationModule]"
    assert seen(expression) == [None, "json"]
