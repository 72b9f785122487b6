from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

import pytest
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


@pytest.mark.parametrize("name", _FUNCTIONS)
def test_a_function_of_the_fake_is_one_of_hou(name: str) -> None:
    signature = read_stubs().functions[name]
    assert _names(_PUBLIC[name]) == list(signature.names)[: len(_names(_PUBLIC[name]))]


@pytest.mark.parametrize("name", _CLASSES)
def test_a_class_of_the_fake_is_one_of_hou(name: str) -> None:
    assert name in read_stubs().bases


@pytest.mark.parametrize(
    ("class_name", "name", "value"),
    [pytest.param(*one, id=f"{one[0]}.{one[1]}") for one in _MEMBERS],
)
def test_a_member_of_the_fake_is_one_of_hou(class_name: str, name: str, value: object) -> None:
    stubs = read_stubs()
    if not inspect.isfunction(value):
        assert (class_name, name) in stubs.members
        return
    signature = stubs.method(class_name, name)
    assert signature is not None
    assert signature.open or set(_names(value)) <= set(signature.names)


@pytest.mark.parametrize("name", [name for name in _CLASSES if name.endswith("ParmTemplate")])
def test_a_parameter_template_takes_the_arguments_it_takes_in_hou(name: str) -> None:
    template = _PUBLIC[name]
    signature = read_stubs().method(name, "__init__")
    assert signature is not None
    named = _names(template.__init__)
    assert signature.open or list(signature.names)[: len(named)] == named
    # help, script_callback and others of hou.ParmTemplate itself are open in the stubs.
    assert signature.open or set(template._keywords) <= set(signature.names)
