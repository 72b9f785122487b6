"""Parameters in, the values of a `templateBody` out.

`templateBody` is JSON with String, Integer and Float parameters only (Houdini 17.5 to 22.0, read
from the shipped and public schedulers); a toggle or menu is an Integer there, and layout, menus
and conditions have no place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.model.interface import fields_of
from pysched_gen.sources.source import OVERRIDABLE_TAG, Menu, Parameter, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pysched_gen.model.interface import Repeat

__all__ = ["DECLARABLE", "is_overridable", "template_parameters"]

DECLARABLE = {
    "string": "String",
    "integer": "Integer",
    "float": "Float",
    "toggle": "Integer",
    "menu": "Integer",
}


def template_parameters(
    parameters: Sequence[Parameter], repeats: Iterable[Repeat] = ()
) -> list[dict[str, object]]:
    """Give one entry a parameter that holds a value, in order.

    A multiparm, one of `repeats`, is declared by its number of instances; those are found by
    their names (seen in the schedulers shipped with Houdini 17.5).
    """
    counted = {repeat.name: repeat for repeat in repeats}
    return [
        _entry(parameter) if parameter.type in DECLARABLE else _count(counted[parameter.name])
        for parameter in parameters
        if parameter.type in DECLARABLE or parameter.name in counted
    ]


def is_overridable(repeat: Repeat) -> bool:
    """Tell whether single TOP nodes may override a multiparm: by its own tag or one inside."""
    own = any(key == OVERRIDABLE_TAG for key, _ in repeat.tags)
    return own or any(field.overridable for field in fields_of(repeat.entries))


def _count(repeat: Repeat) -> dict[str, object]:
    entry: dict[str, object] = {
        "name": repeat.name,
        "label": repeat.label or repeat.name,
        "type": "Integer",
        "size": 1,
        "value": repeat.count or 0,
    }
    if is_overridable(repeat):
        entry["tag"] = [OVERRIDABLE_TAG]
    return entry


def _entry(parameter: Parameter) -> dict[str, object]:
    entry: dict[str, object] = {
        "name": parameter.name,
        "label": parameter.label,
        "type": DECLARABLE[parameter.type],
        "size": parameter.size,
    }
    values = [_value(value, parameter) for value in parameter.default]
    if values:
        entry["value"] = values[0] if parameter.size == 1 else values
    if parameter.overridable:
        entry["tag"] = [OVERRIDABLE_TAG]
    return entry


def _value(value: Value, parameter: Parameter) -> Value:
    kind = DECLARABLE[parameter.type]
    if kind == "String":
        return str(value)
    if kind == "Float":
        return float(value)
    if isinstance(value, str):
        return _menu_index(value, parameter.menu or Menu())
    return int(value)


def _menu_index(token: str, menu: Menu) -> int:
    """Give the number a menu parameter holds for `token`: its place in the list."""
    return menu.tokens.index(token) if token in menu.tokens else 0
