"""Overridable parameters in, their section of `topscheduler.user.ds` out.

The file adds parameters to the Scheduler Properties of every TOP node (Houdini 19.0 help, "Adding
a Scheduler Properties folder"). It is a bare sequence of `parm` blocks; each carries the tags
`pdg::scheduler` and `spare_category`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pysched_gen.dialog import write
from pysched_gen.dialog.tree import Default, Limit, Limits, Menu, Parm, Script, Tag
from pysched_gen.read.source import OVERRIDABLE_TAG, Parameter, Range, Value
from pysched_gen.render.literal import number_text
from pysched_gen.render.template_body import DECLARABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pysched_gen.read.source import Menu as Choices

__all__ = ["overridable_section"]

_TYPES = {
    "string": "string",
    "integer": "integer",
    "float": "float",
    "toggle": "toggle",
    "menu": "ordinal",
}
_LANGUAGES = {"hscript": "hscript-expr"}


def overridable_section(parameters: Sequence[Parameter], category: str) -> str:
    """Give the `parm` blocks of the overridable ones among `parameters`, "" where none is."""
    chosen = [p for p in parameters if p.overridable and p.type in DECLARABLE]
    items = tuple(_parm(parameter, category) for parameter in chosen)
    return write(Script(items), align_menus=False)


def _parm(parameter: Parameter, category: str) -> Parm:
    return Parm(
        name=parameter.name,
        label=parameter.label,
        type=_TYPES[parameter.type],
        size=parameter.size if parameter.size != 1 else None,
        default=tuple(_defaults(parameter)),
        help=parameter.help or None,
        disable_when=parameter.disable_when or None,
        hide_when=parameter.hide_when or None,
        menu=None if parameter.menu is None else _menu(parameter.menu),
        range=None if parameter.range is None else _limits(parameter.range),
        invisible=parameter.hidden,
        no_label=parameter.hide_label,
        join_next=parameter.join_next,
        tags=tuple(_tags(parameter, category)),
    )


def _defaults(parameter: Parameter) -> Iterator[Default]:
    """Yield the default of each component; its expression where it has one."""
    expressions = {one.index: one for one in parameter.default_expressions}
    for index, value in enumerate(parameter.default):
        one = expressions.get(index)
        if one is None:
            yield Default(_text(value, parameter))
        else:
            yield Default(one.text, _LANGUAGES.get(one.language, one.language))


def _text(value: Value, parameter: Parameter) -> str:
    if isinstance(value, bool):
        value = int(value)
    if parameter.type == "menu" and isinstance(value, int) and parameter.menu is not None:
        tokens = parameter.menu.tokens
        value = tokens[value] if 0 <= value < len(tokens) else value
    return number_text(value) if isinstance(value, float) else str(value)


def _menu(menu: Choices) -> Menu:
    return Menu(
        pairs=tuple(zip(menu.tokens, menu.labels, strict=True)),
        script=tuple(menu.script.splitlines()),
        language="python" if menu.script and menu.language == "python" else None,
    )


def _limits(limits: Range) -> Limits:
    return Limits(
        Limit(number_text(limits.low), limits.low_strict),
        Limit(number_text(limits.high), limits.high_strict),
    )


def _tags(parameter: Parameter, category: str) -> Iterator[Tag]:
    yield Tag(OVERRIDABLE_TAG, "")
    yield Tag("spare_category", category)
    for key, value in sorted(dict(parameter.tags).items()):
        if key not in (OVERRIDABLE_TAG, "spare_category"):
            yield Tag(key, value)
