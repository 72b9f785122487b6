"""One parameter told by the facts of its view, as it stands in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.resolved import resolved_items
from pysched_gen.formats.dialog_script.tree import (
    Computed,
    Folder,
    Limit,
    Limits,
    Multiparm,
    Parm,
)
from pysched_gen.sources.parameters import Parameter

if TYPE_CHECKING:
    from pysched_gen.formats.saved_node import Expression
    from pysched_gen.span import Span

__all__ = ["limited", "seen", "view_of"]

_WORDS = {"menu": "ordinal", "ramp": "ramp_flt"}
_OF_VIEW = ("folder", "values", "expressions", "standard")


def limited(
    low: float, high: float, *, low_strict: bool = False, high_strict: bool = False
) -> Limits:
    """Return the range from `low` to `high`."""
    return Limits(Limit(low, low_strict), Limit(high, high_strict))


_SEEN = """
    name label type span size default default_expressions values expressions range help folder tags
    disable_when hide_when invisible no_label join_next spare standard
    """


def seen(parameter: Parameter) -> dict[str, object]:
    """Return what a package and the commands see of `parameter`."""
    menu = parameter.menu
    choices = menu and (menu.pairs, menu.script, menu.language)
    return {**{key: getattr(parameter, key) for key in _SEEN.split()}, "menu": choices}


def view_of(
    name: str, label: str | None, type: str, span: Span, **facts: Any  # noqa: A002 - as in views
) -> Parameter:
    """Return the parameter with these `facts`, under the names that views and trees have."""
    view = {key: facts.pop(key) for key in _OF_VIEW if key in facts}
    view["spare"] = facts.pop("spare", True)
    expressions: tuple[Expression, ...] = facts.pop("default_expressions", ())
    if expressions:
        default = list(facts["default"])
        for one in expressions:
            default[one.index] = Computed(one.text, one.language)
        facts["default"] = tuple(default)
    item: Parm | Folder | Multiparm
    if type == "folder":
        item = Folder(name, label=label, **facts)
    elif type == "multiparm":
        item = Multiparm(name, label=label, **facts)
    else:
        item = Parm(name, _WORDS.get(type, type) or None, label, base=not view["spare"], **facts)
    (found,) = resolved_items((item,))
    assert isinstance(found, Parm | Folder | Multiparm)
    return Parameter(found, span, **view)
