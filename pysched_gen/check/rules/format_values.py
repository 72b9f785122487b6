"""A format must fit the values that it is given.

## What it does
Reports `"%d" % work_item.name`, `"{:04d}".format(work_item.name)` and `f"{work_item.name:04d}"`,
where a number is wanted and a text is given; `"job" % name`, `"%s %s" % (name,)` and
`"{} {}".format(name)`, where places and values differ in number; names that a format asks for and
does not get.

## Why it matters on a farm
It is a TypeError, a ValueError or an IndexError, most often in the message about a job that failed:
the error is about the message then, and nobody reads what the farm said.

## Bad
    # onschedule.py
    self.cookWarning("submitted %04d" % work_item.name)
    return pdg.scheduleResult.Succeeded

## Good
    # onschedule.py
    self.cookWarning("submitted %04d" % work_item.id)
    return pdg.scheduleResult.Succeeded

## Since
Every release.
"""

from __future__ import annotations

import ast
import re
from string import Formatter
from typing import TYPE_CHECKING

from pysched_gen.check.diagnostic import Severity
from pysched_gen.check.guards import is_guarded
from pysched_gen.check.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.check.text import Text

__all__ = ["rule"]

rule = Rule(__name__, "PSG183", Severity.ERROR)

_PLACE = re.compile(
    r"%(?:\((?P<name>[^()]*)\))?[-#0 +]*(?P<width>\*|\d*)"
    r"(?:\.(?P<digits>\*|\d*))?[hlL]?(?P<kind>.)",
    re.DOTALL,
)
_OF_NUMBERS = "diouxXeEfFgG"
_SINGLE = frozenset({"str", "int", "float", "bool"})
_ERRORS = ("TypeError", "ValueError", "IndexError", "KeyError")
_Place = re.Match[str]


@rule.node(ast.BinOp)
def visit_percent(node: ast.BinOp, text: Text) -> Iterator[Finding]:
    """Report values that do not fit the text before `%`."""
    left = node.left
    plain = isinstance(left, ast.Constant) and isinstance(left.value, str)
    if not plain or not isinstance(node.op, ast.Mod) or is_guarded(node, text, *_ERRORS):
        return
    places = [one for one in _PLACE.finditer(left.value) if one["kind"] != "%"]  # type: ignore[attr-defined]
    if any(one["kind"] not in f"{_OF_NUMBERS}crsa" for one in places):
        return
    if any(one["name"] is not None for one in places):
        yield from _named(node, places, text)
    elif not any("*" in (one["width"], one["digits"]) for one in places):
        yield from _in_order(node, places, text)


def _in_order(node: ast.BinOp, places: list[_Place], text: Text) -> Iterator[Finding]:
    given = node.right
    values = given.elts if isinstance(given, ast.Tuple) else [given]
    if any(isinstance(one, ast.Starred) for one in values):
        return
    known = isinstance(given, ast.Tuple) or _kind(given, text) in _SINGLE
    if known and len(values) != len(places):
        told = f"{_counted(len(places), 'place')} in the text, {_counted(len(values), 'value')}"
        yield Finding(node, f"{told} given")
    elif known:
        for place, value in zip(places, values, strict=True):
            yield from _fits(f"%{place['kind']}", place["kind"], value, text)


def _named(node: ast.BinOp, places: list[_Place], text: Text) -> Iterator[Finding]:
    given = node.right
    if not isinstance(given, ast.Dict) or None in given.keys:
        return
    keys = [getattr(key, "value", None) for key in given.keys]
    if not all(isinstance(key, str) for key in keys):
        return
    values = dict(zip(keys, given.values, strict=True))
    for place in places:
        name = place["name"]
        if name is None:
            return
        if name not in values:
            yield Finding(node, f"the text asks for {name}, which is not among the values")
        else:
            yield from _fits(f"%{place['kind']}", place["kind"], values[name], text)


@rule.node(ast.Call)
def visit_format(node: ast.Call, text: Text) -> Iterator[Finding]:
    """Report values that do not fit the text before `.format`."""
    function = node.func
    if not isinstance(function, ast.Attribute) or function.attr != "format":
        return
    if not isinstance(function.value, ast.Constant) or not isinstance(function.value.value, str):
        return
    star = any(isinstance(one, ast.Starred) for one in node.args)
    named: dict[str | None, ast.expr] = {one.arg: one.value for one in node.keywords}
    try:
        fields = [one for one in Formatter().parse(function.value.value) if one[1] is not None]
    except ValueError as error:
        yield Finding(
            node, f"the text is no format: {str(error).rstrip('.')}; write {{{{ for a brace"
        )
        return
    if star or None in named or is_guarded(node, text, *_ERRORS):
        return
    if any("{" in (field[2] or "") for field in fields):
        return
    count = 0
    for _, name, wanted, conversion in fields:
        first = re.split(r"[.\[]", name or "", maxsplit=1)[0]
        if not first:
            first, count = str(count), count + 1
        value = _value(first, node.args, named)
        if value is None:
            asked = f"value {int(first) + 1}" if first.isdigit() else first
            yield Finding(node, f"the text asks for {asked}, which is not given to format")
            return
        if not conversion and first == (name or first):
            yield from _fits(f":{wanted}", (wanted or "")[-1:], value, text)


def _value(
    first: str, values: list[ast.expr], named: dict[str | None, ast.expr]
) -> ast.expr | None:
    if first.isdigit():
        return values[int(first)] if int(first) < len(values) else None
    return named.get(first)


@rule.node(ast.FormattedValue)
def visit_value(node: ast.FormattedValue, text: Text) -> Iterator[Finding]:
    """Report a text in an f-string that is to be written as a number."""
    spec = node.format_spec
    parts = spec.values if isinstance(spec, ast.JoinedStr) else []
    if node.conversion == -1 and len(parts) == 1 and isinstance(parts[0], ast.Constant):
        wanted = str(parts[0].value)
        if not is_guarded(node, text, *_ERRORS):
            yield from _fits(f":{wanted}", wanted[-1:], node.value, text)


def _fits(shown: str, kind: str, value: ast.expr, text: Text) -> Iterator[Finding]:
    found = _kind(value, text)
    # `%` makes a whole number of a fraction; the other forms do not.
    if kind in (*_OF_NUMBERS, "n") and kind and found in ("str", "list", "dict", "None"):
        what = {"str": "a text", "None": "None"}.get(found, f"a {found}")
        yield Finding(value, f"{shown} is for numbers, and this is {what}")


def _kind(node: ast.expr, text: Text) -> str:
    return text.context.inference.type_of(node, text).partition("[")[0]


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
