"""Overridable parameters in, their section of `topscheduler.user.ds` out.

The file adds parameters to the Scheduler Properties of every TOP node (Houdini 19.0 help, "Adding
a Scheduler Properties folder"). It is a bare sequence of `parm` blocks; each carries the tags
`pdg::scheduler` and `spare_category`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.read.source import OVERRIDABLE_TAG, Menu, Parameter, Range, Value
from pysched_gen.render.literal import dialog_string, number_text
from pysched_gen.render.template_body import DECLARABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["overridable_section"]

_TYPES = {
    "string": "string",
    "integer": "integer",
    "float": "float",
    "toggle": "toggle",
    "menu": "ordinal",
}


def overridable_section(parameters: Sequence[Parameter], category: str) -> str:
    """Give the `parm` blocks of the overridable ones among `parameters`, "" where none is."""
    chosen = [p for p in parameters if p.overridable and p.type in DECLARABLE]
    return "".join(_block(parameter, category) for parameter in chosen)


def _block(parameter: Parameter, category: str) -> str:
    lines = "".join(f"    {line}\n" for line in _properties(parameter, category))
    return f"parm {{\n{lines}}}\n"


def _properties(parameter: Parameter, category: str) -> Iterator[str]:
    """Yield properties in the order Houdini writes them."""
    yield f"name    {dialog_string(parameter.name)}"
    yield f"label   {dialog_string(parameter.label)}"
    yield f"type    {_TYPES[parameter.type]}"
    yield from _flags(parameter)
    if parameter.size != 1:
        yield f"size    {parameter.size}"
    defaults = " ".join(_default(value, parameter) for value in parameter.default)
    yield f"default {{ {defaults} }}"
    if parameter.help:
        yield f"help    {dialog_string(parameter.help)}"
    if parameter.disable_when:
        yield f"disablewhen {dialog_string(parameter.disable_when)}"
    if parameter.hide_when:
        yield f"hidewhen {dialog_string(parameter.hide_when)}"
    if parameter.menu is not None:
        yield from _menu(parameter.menu)
    if parameter.range is not None:
        yield f"range   {{ {_range(parameter.range)} }}"
    for key, value in _tags(parameter, category):
        yield f"parmtag {{ {dialog_string(key)} {dialog_string(value)} }}"


def _flags(parameter: Parameter) -> Iterator[str]:
    if parameter.hidden:
        yield "invisible"
    if parameter.hide_label:
        yield "nolabel"
    if parameter.join_next:
        yield "joinnext"


def _default(value: Value, parameter: Parameter) -> str:
    if isinstance(value, bool):
        value = int(value)
    if parameter.type == "menu" and isinstance(value, int) and parameter.menu is not None:
        tokens = parameter.menu.tokens
        value = tokens[value] if 0 <= value < len(tokens) else value
    text = number_text(value) if isinstance(value, float) else str(value)
    return dialog_string(text)


def _menu(menu: Menu) -> Iterator[str]:
    yield "menu {"
    for token, label in zip(menu.tokens, menu.labels, strict=True):
        yield f"    {dialog_string(token)} {dialog_string(label)}"
    for line in menu.script.splitlines():
        yield f"    [ {dialog_string(line)} ]"
    if menu.script and menu.language == "python":
        yield "    language python"
    yield "}"


def _range(limits: Range) -> str:
    low = f"{number_text(limits.low)}{'!' if limits.low_strict else ''}"
    high = f"{number_text(limits.high)}{'!' if limits.high_strict else ''}"
    return f"{low} {high}"


def _tags(parameter: Parameter, category: str) -> list[tuple[str, str]]:
    own = dict(parameter.tags)
    own.pop(OVERRIDABLE_TAG, None)
    own.pop("spare_category", None)
    return [(OVERRIDABLE_TAG, ""), ("spare_category", category), *sorted(own.items())]
