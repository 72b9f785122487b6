from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from accepted import accepted_text
from hou_stubs import read_stubs

from pysched_gen import houdini
from pysched_gen.houdini.callbacks import CALLBACKS

SCRIPT = Path(houdini.__file__).with_name("dump_node.py")
TREE = ast.parse(SCRIPT.read_text(encoding="utf-8"))

# What the script calls on values of Python, not of hou.
_PYTHON = {
    *("add_argument", "append", "buffer", "decode", "encode", "extend", "flush", "get", "items"),
    *("lower", "nodes", "output", "parse_args", "rstrip", "scene", "strip", "update", "write"),
}
_MODULES = {"argparse", "json", "sys"}
_CLASSES = [
    *("TopNode", "OpNodeType", "NodeTypeCategory", "Parm", "ParmTuple", "Keyframe", "EnumValue"),
    *("ParmTemplateGroup", "OperationFailed", "FolderParmTemplate", "StringParmTemplate"),
    *("IntParmTemplate", "FloatParmTemplate", "MenuParmTemplate", "ToggleParmTemplate"),
    *("RampParmTemplate", "DataParmTemplate", "LabelParmTemplate", "text"),
]


def _chain(node: ast.expr) -> list[str]:
    """Give ["hou", "ui", "selectFile"] for hou.ui.selectFile, [] for what is no such chain."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        inner = _chain(node.value)
        return [*inner, node.attr] if inner else []
    return []


def _hou_chains() -> set[tuple[str, ...]]:
    chains = (_chain(node) for node in ast.walk(TREE) if isinstance(node, ast.Attribute))
    return {tuple(chain[1:]) for chain in chains if chain[:1] == ["hou"]}


def _method_names() -> set[str]:
    """Give every name the script asks a value for, by attribute or by `_ask` and the like."""
    names = set()
    for node in ast.walk(TREE):
        if isinstance(node, ast.Attribute) and _chain(node)[:1] not in [
            ["hou"],
            *([m] for m in _MODULES),
        ]:
            names.add(node.attr)
        elif isinstance(node, ast.Call) and _chain(node.func) in (
            ["_ask"],
            ["_member"],
            ["getattr"],
        ):
            constants = (one for one in ast.walk(node.args[1]) if isinstance(one, ast.Constant))
            names |= {one.value for one in constants if isinstance(one.value, str)}
    return names - _PYTHON - {"text", "Folder", "Menu", "String"}


def test_the_script_asks_hou_for_something() -> None:
    assert {
        "parmTuple",
        "defaultValueAsString",
        "conditionals",
        "unexpandedString",
    } <= _method_names()
    assert ("hipFile", "load") in _hou_chains()


def _exists(chain: tuple[str, ...]) -> bool:
    stubs = read_stubs()
    if len(chain) == 1:
        return chain[0] in stubs.functions or chain[0] in stubs.bases
    return stubs.method(*chain) is not None or chain in stubs.members


def test_every_name_taken_from_hou_exists() -> None:
    assert [chain for chain in sorted(_hou_chains()) if not _exists(chain)] == []


def test_every_method_the_script_calls_exists() -> None:
    stubs = read_stubs()
    names = sorted(_method_names())
    assert [name for name in names if not stubs.has_method(name, *_CLASSES)] == []


def test_no_method_the_script_calls_changes_the_scene() -> None:
    changing = re.compile(
        r"(set|add|remove|delete|create|destroy|insert|revert|press|lock|save|run)"
    )
    names = _method_names() | {name for chain in _hou_chains() for name in chain}
    assert [name for name in names if changing.match(name)] == []


@pytest.mark.accepts
def test_the_script_looks_for_every_callback_of_the_node() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    head, found, rest = text.partition("\nCALLBACK_PARMS = (\n")
    rows = "".join(f'    "{spec.parm}",\n' for spec in CALLBACKS if spec.parm)
    made = f"{head}{found}{rows}{rest[rest.index(')'):]}"
    assert found
    assert accepted_text(SCRIPT, made) == made


def test_the_script_imports_hou_and_the_standard_library_only() -> None:
    imported = {
        alias.name
        for node in ast.walk(TREE)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported == {"argparse", "hou", "json", "sys"}
