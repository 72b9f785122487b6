"""The `templateBody` of a scheduler's class in, the parameters that it declares out.

It gives JSON with String, Integer and Float parameters (Houdini 17.5 to 22.0), as a text or as a
dictionary for `json.dumps`.
"""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

from pysched_gen.errors import SourceError
from pysched_gen.formats.dialog_script.kinds import zero_of
from pysched_gen.formats.limits import MOST_COMPONENTS, MOST_DIGITS, beyond_limits
from pysched_gen.sources.source import Parameter, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pysched_gen.span import Origin, Span

__all__ = ["declared_parameters"]

_KINDS = {"String": "string", "Integer": "integer", "Float": "float"}


def declared_parameters(function: ast.FunctionDef, origin: Origin) -> tuple[Parameter, ...]:
    """Give the parameters in the `templateBody` that is `function`.

    Raises:
        SourceError: it computes them, or one is not as PDG has it.
    """
    span = origin.span(function.lineno, function.col_offset + 1)
    for node in ast.walk(function):
        entries = _entries(node)
        if entries is not None:
            return tuple(_parameter(entry, span) for entry in entries)
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


def _parameter(entry: object, span: Span) -> Parameter:
    facts = entry if isinstance(entry, dict) else {}
    name, kind = facts.get("name"), _kind(facts.get("type"))
    if not isinstance(name, str) or not name or kind is None:
        raise SourceError(span, f"a parameter of templateBody has {_missing(kind)}")
    problem = next((problem for problem in _problems(facts, kind)), "")
    if problem:
        raise SourceError(span, f"the parameter {name} of templateBody: {problem}")
    tags = facts.get("tag", [])
    return Parameter(
        name=name,
        label=str(facts.get("label", name)),
        type=kind,
        span=span,
        size=_size(facts),
        default=_default(facts, kind),
        tags=tuple((str(tag), "") for tag in sorted(set(map(str, tags)))),
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


def _default(facts: dict[str, object], kind: str) -> tuple[Value, ...]:
    found = [_typed(value, kind) for value in _values(facts)]
    zero = zero_of(kind, None)
    padded = [*found, *([zero] * (_size(facts) - len(found)))]
    return tuple(value for value in padded if value is not None)


def _typed(value: object, kind: str) -> Value | None:
    if kind == "string":
        return value if isinstance(value, str) else None
    if not isinstance(value, int | float):
        return None
    if kind == "float":
        return float(value)
    whole = int(value) == value and abs(value) < 10**MOST_DIGITS
    return int(value) if whole else None
