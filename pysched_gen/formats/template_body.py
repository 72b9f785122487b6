"""The `templateBody` of a scheduler's class: the parameters that it declares, read and written.

It gives JSON with String, Integer and Float parameters only (Houdini 17.5 to 22.0, read from the
shipped and public schedulers), as a text or as a dictionary for `json.dumps`. A toggle or menu is
an Integer there; layout, menus and conditions have no place.
"""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, TypeGuard

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.kinds import SINGLE, kind_of
from pysched_gen.formats.dialog_script.resolved import plain_default, resolved
from pysched_gen.formats.dialog_script.tree import Multiparm, Parm, Place, Script
from pysched_gen.formats.limits import MOST_COMPONENTS, MOST_DIGITS, beyond_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.formats.dialog_script.values import Value
    from pysched_gen.span import Origin, Span

__all__ = ["declared_script", "is_declarable", "template_entry"]

_KINDS = {"String": "string", "Integer": "integer", "Float": "float"}
_WORDS = {
    "string": "String",
    "integer": "Integer",
    "float": "Float",
    "toggle": "Integer",
    "menu": "Integer",
}


def is_declarable(item: object) -> TypeGuard[Parm | Multiparm]:
    """Return whether a `templateBody` can declare `item`: what holds a value, or a multiparm."""
    return isinstance(item, Multiparm) or (isinstance(item, Parm) and kind_of(item.type) in _WORDS)


def template_entry(item: Parm | Multiparm) -> dict[str, object]:
    """Return the entry that declares `item`, which is resolved and declarable; without a tag.

    A multiparm is declared by its number of instances; those are found by their names (seen in the
    schedulers shipped with Houdini 17.5).
    """
    if isinstance(item, Multiparm):
        label, values = item.label or item.name, [item.default or 0]
        return {"name": item.name, "label": label, "type": "Integer", "size": 1, "value": values[0]}
    kind = kind_of(item.type)
    default = [_written(value, kind, item) for value in plain_default(item)]
    size = 1 if kind in SINGLE else item.components
    return {
        "name": item.name,
        "label": item.label or "",
        "type": _WORDS[kind],
        "size": size,
        "value": default[0] if size == 1 else default,
    }


def _written(value: Value, kind: str, parm: Parm) -> Value:
    if kind == "string":
        return str(value)
    if kind == "float":
        return float(value)
    if not isinstance(value, str):
        return int(value)
    tokens = parm.menu.tokens if parm.menu else ()
    return tokens.index(value) if value in tokens else 0


def declared_script(function: ast.FunctionDef, origin: Origin) -> Script:
    """Return the parameters in the `templateBody` that is `function`, resolved.

    Raises:
        SourceError: it computes them, or one is not as PDG has it.
    """
    span = origin.span(function.lineno, function.col_offset + 1)
    for node in ast.walk(function):
        entries = _entries(node)
        if entries is not None:
            place = Place(function.lineno, function.col_offset + 1)
            return resolved(Script(tuple(_parm(entry, span, place) for entry in entries)))
    message = (
        "templateBody computes its parameters, which is not run here; make it return JSON, or "
        "a dictionary that holds literals"
    )
    raise SourceError(span, message)


def _entries(node: ast.AST) -> list[object] | None:
    """Give the list of parameters if `node` holds it: in JSON, in a dict, or in `.extend()`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _from_json(node.value)
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "parameters":
                return _literal(value)
    if isinstance(node, ast.Call) and node.args:
        extends = isinstance(node.func, ast.Attribute) and node.func.attr == "extend"
        return _literal(node.args[0]) if extends else None
    return None


def _from_json(text: str) -> list[object] | None:
    if '"parameters"' not in text:
        return None
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    entries = body.get("parameters") if isinstance(body, dict) else None
    return entries if isinstance(entries, list) else None


def _literal(node: ast.expr) -> list[object] | None:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, list) else None


def _parm(entry: object, span: Span, place: Place) -> Parm:
    facts = entry if isinstance(entry, dict) else {}
    name, kind = facts.get("name"), _kind(facts.get("type"))
    if not isinstance(name, str) or not name or kind is None:
        raise SourceError(span, f"a parameter of templateBody has {_missing(kind)}")
    problem = next((problem for problem in _problems(facts, kind)), "")
    if problem:
        raise SourceError(span, f"the parameter {name} of templateBody: {problem}")
    tags = facts.get("tag", [])
    typed = [one for one in (_typed(value, kind) for value in _values(facts)) if one is not None]
    return Parm(
        name=name,
        type=kind,
        label=str(facts.get("label", name)),
        size=_size(facts),
        default=tuple(typed) or None,
        tags=tuple((str(tag), "") for tag in sorted(set(map(str, tags)))),
        place=place,
    )


def _kind(word: object) -> str | None:
    return _KINDS.get(word) if isinstance(word, str) else None


def _missing(kind: str | None) -> str:
    if kind is None:
        return f"a type that is none of {', '.join(_KINDS)}; correct it"
    return "no name; give it one"


def _problems(facts: dict[str, object], kind: str) -> Iterator[str]:
    yield from (f"{message}" for _, message in beyond_limits(facts))
    if not 1 <= _size(facts) <= MOST_COMPONENTS:
        yield f"must have a size from 1 to {MOST_COMPONENTS}"
    elif "value" in facts and len(_values(facts)) != _size(facts):
        yield f"must have {_size(facts)} values, one a component"
    elif any(_typed(value, kind) is None for value in _values(facts)):
        yield f"has a value that is no {kind}; correct it"
    if not isinstance(facts.get("tag", []), list):
        yield "has a tag that is no list; correct it"


def _size(facts: dict[str, object]) -> int:
    size = facts.get("size", 1)
    return size if isinstance(size, int) else 0


def _values(facts: dict[str, object]) -> list[object]:
    value = facts.get("value", [])
    return value if isinstance(value, list) else [value]


def _typed(value: object, kind: str) -> Value | None:
    if kind == "string":
        return value if isinstance(value, str) else None
    if not isinstance(value, int | float):
        return None
    if kind == "float":
        return float(value)
    whole = int(value) == value and abs(value) < 10**MOST_DIGITS
    return int(value) if whole else None
