from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

from hou_stubs import read_stubs

if TYPE_CHECKING:
    from collections.abc import Callable

fake_hou: Any = importlib.import_module("fake_hou")

_PUBLIC = {name: value for name, value in vars(fake_hou).items() if not name.startswith("_")}
_CLASSES = sorted(name for name, value in _PUBLIC.items() if inspect.isclass(value))
_FUNCTIONS = sorted(name for name, value in _PUBLIC.items() if inspect.isfunction(value))
_MEMBERS = [
    (class_name, name, value)
    for class_name in _CLASSES
    for name, value in inspect.getmembers(_PUBLIC[class_name])
    if not name.startswith("_") and not hasattr(Exception, name)
]


def _names(function: Callable[..., object]) -> list[str]:
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parameters = inspect.signature(function).parameters.values()
    return [one.name for one in parameters if one.kind not in kinds and one.name != "self"]


def test_the_fake_offers_what_a_dump_needs() -> None:
    assert {"node", "nodeType", "selectedNodes", "isUIAvailable"} <= set(_FUNCTIONS)
    assert {"TopNode", "Parm", "ParmTuple", "StringParmTemplate", "hipFile", "ui"} <= set(_CLASSES)
    assert len(_MEMBERS) > 100


def test_every_function_of_the_fake_is_one_of_hou() -> None:
    functions = read_stubs().functions
    taken = {name: _names(_PUBLIC[name]) for name in _FUNCTIONS}
    real = {name: list(functions[name].names)[: len(taken[name])] for name in _FUNCTIONS}
    assert taken == real


def test_every_class_of_the_fake_is_one_of_hou() -> None:
    assert set(_CLASSES) <= set(read_stubs().bases)


def _is_of_hou(class_name: str, name: str, value: object) -> bool:
    stubs = read_stubs()
    if not inspect.isfunction(value):
        return (class_name, name) in stubs.members
    signature = stubs.method(class_name, name)
    return signature is not None and (signature.open or set(_names(value)) <= set(signature.names))


def test_every_member_of_the_fake_is_one_of_hou() -> None:
    assert [(member[0], member[1]) for member in _MEMBERS if not _is_of_hou(*member)] == []


def _takes_what_hou_takes(name: str) -> bool:
    template = _PUBLIC[name]
    signature = read_stubs().method(name, "__init__")
    if signature is None or signature.open:
        # help, script_callback and others of hou.ParmTemplate itself are open in the stubs.
        return signature is not None
    named = _names(template.__init__)
    return list(signature.names)[: len(named)] == named and set(template._keywords) <= set(
        signature.names
    )


def test_parameter_templates_take_the_arguments_they_take_in_hou() -> None:
    templates = [name for name in _CLASSES if name.endswith("ParmTemplate")]
    assert len(templates) > 5
    assert [name for name in templates if not _takes_what_hou_takes(name)] == []
