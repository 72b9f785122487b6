"""A scheduler's identity and parameters in, the text of a `scheduler.toml` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.model.interface_build import flat_interface
from pysched_gen.model.scheduler import Base, Scheduler
from pysched_gen.render.literal import number_text
from pysched_gen.scaffold.interface_toml import interface_toml
from pysched_gen.scaffold.toml_values import inline, string
from pysched_gen.sources.source import OVERRIDABLE_TAG, Menu, Parameter, Range

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_flat", "manifest_text"]


def manifest_text(scheduler: Scheduler, *, parameters: bool = True) -> str:
    """Give a `scheduler.toml` that reads back as identity and parameters of `scheduler`.

    They are a flat list where that says all there is to say, and nested tables elsewhere.
    Without `parameters` they are left to another file.
    """
    head = "\n".join(_identity(scheduler)) + "\n"
    if not parameters or not scheduler.own:
        return head
    if is_flat(scheduler):
        return head + "\n".join(_parameters(scheduler)) + "\n"
    return f"{head}\n{interface_toml(scheduler.own)}"


def is_flat(scheduler: Scheduler) -> bool:
    """Tell whether a flat list holds all of the parameters: no kind but values, no tree."""
    own = _flat_ones(scheduler)
    return all(one.holds_value for one in own) and flat_interface(own) == scheduler.own


def _flat_ones(scheduler: Scheduler) -> list[Parameter]:
    return [one for one in scheduler.parameters if one.type != "folder" and not one.standard]


def _identity(scheduler: Scheduler) -> Iterator[str]:
    yield "schema = 1"
    yield ""
    yield "[scheduler]"
    yield f"name = {string(scheduler.name)}"
    yield f"label = {string(scheduler.label)}"
    yield f"class = {string(scheduler.class_name)}"
    yield f"category = {string(scheduler.category)}"
    yield f"parm_prefix = {string(scheduler.parm_prefix)}"
    yield f"base = {string(scheduler.base.value)}"
    if scheduler.base is not Base.LOCAL_SCHEDULER:
        yield f"callback_server = {string(scheduler.callback_server.value)}"
    yield f"houdini = {string(scheduler.release.name)}"
    if scheduler.include:
        yield f"include = [{', '.join(map(string, scheduler.include))}]"


def _parameters(scheduler: Scheduler) -> Iterator[str]:
    for parameter in _flat_ones(scheduler):
        yield ""
        yield "[[parameters]]"
        yield from _parameter(parameter)


def _parameter(parameter: Parameter) -> Iterator[str]:
    yield f"name = {string(parameter.name)}"
    yield f"label = {string(parameter.label)}"
    yield f"type = {string(parameter.type)}"
    if parameter.size != 1:
        yield f"size = {parameter.size}"
    if parameter.default:
        yield f"default = {_default(parameter)}"
    if parameter.default_expressions:
        yield f"default_expressions = [{', '.join(_expressions(parameter))}]"
    if parameter.menu is not None:
        yield from _menu(parameter.menu)
    if parameter.range is not None:
        yield from _range(parameter.range)
    if parameter.overridable:
        yield "overridable = true"
    yield from _optional(parameter)


def _optional(parameter: Parameter) -> Iterator[str]:
    for key in ("help", "disable_when", "hide_when"):
        if getattr(parameter, key):
            yield f"{key} = {string(getattr(parameter, key))}"
    if parameter.folder:
        yield f"folder = [{', '.join(string(label) for label in parameter.folder)}]"
    for key in ("hidden", "hide_label", "join_next"):
        if getattr(parameter, key):
            yield f"{key} = true"
    tags = [(key, value) for key, value in parameter.tags if (key, value) != (OVERRIDABLE_TAG, "")]
    if tags:
        pairs_text = ", ".join(f"{string(key)} = {string(value)}" for key, value in tags)
        yield f"tags = {{ {pairs_text} }}"


def _menu(menu: Menu) -> Iterator[str]:
    if menu.script:
        yield f"menu_script = {string(menu.script)}"
        yield f"menu_language = {string(menu.language)}"
        return
    pairs = zip(menu.tokens, menu.labels, strict=True)
    choices = ", ".join(f"[{string(token)}, {string(label)}]" for token, label in pairs)
    yield f"menu = [{choices}]"


def _range(limits: Range) -> Iterator[str]:
    yield f"min = {number_text(limits.low)}"
    yield f"max = {number_text(limits.high)}"
    if limits.low_strict:
        yield "min_strict = true"
    if limits.high_strict:
        yield "max_strict = true"


def _default(parameter: Parameter) -> str:
    values = [inline(value) for value in parameter.default]
    return values[0] if parameter.size == 1 else f"[{', '.join(values)}]"


def _expressions(parameter: Parameter) -> Iterator[str]:
    for one in parameter.default_expressions:
        keys = f"index = {one.index}, text = {string(one.text)}, language = {string(one.language)}"
        yield f"{{ {keys} }}"
