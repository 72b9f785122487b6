"""One parameter of a node dump in, one `Parameter` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pysched_gen.formats.dialog_script.reader import MAX_DEPTH
from pysched_gen.formats.json_text import quote
from pysched_gen.formats.limits import MOST_COMPONENTS, MOST_DIGITS, beyond_limits
from pysched_gen.sources.dump_types import tags_of
from pysched_gen.sources.source import Expression, Menu, Parameter, Range, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pysched_gen.formats.json_text import Path
    from pysched_gen.span import Origin

__all__ = ["parameter_of", "wrong_values"]

_TYPES = {
    "Button": "button",
    "Data": "data",
    "Float": "float",
    "Folder": "folder",
    "Int": "integer",
    "Label": "label",
    "Menu": "menu",
    "Ramp": "ramp",
    "Separator": "separator",
    "String": "string",
    "Toggle": "toggle",
}

_ZERO: dict[str, Value] = {"Float": 0.0, "Int": 0, "Menu": "", "String": "", "Toggle": False}
_WORDS = {
    "Float": "a number",
    "Int": "a whole number",
    "Menu": "a token",
    "String": "a string",
    "Toggle": "true or false",
}


def parameter_of(facts: dict[str, Any], origin: Origin) -> Parameter:
    """Give the parameter that `facts`, valid by the schema and by `wrong_values`, describe.

    A multiparm block is `data`: it repeats parameters, so it is no folder around some.
    """
    multiparm = "Multiparm" in facts.get("folder_type", "")
    conditions = facts.get("conditions", {})
    computed = _expressions(facts, "default_expressions")
    default = _with_zeros(_components(facts, "default", _zeros(facts)), computed, facts)
    return Parameter(
        name=facts["name"],
        label=facts.get("label", ""),
        type="data" if multiparm else _TYPES[facts["type"]],
        span=origin.span(),
        size=_size(facts),
        default=default,
        default_expressions=tuple(one for one in computed if one.index < _size(facts)),
        values=_components(facts, "values", default) if "values" in facts else None,
        expressions=_expressions(facts, "expressions"),
        menu=_menu(facts),
        range=_range(facts["range"]) if "range" in facts else None,
        help=facts.get("help", ""),
        disable_when=conditions.get("DisableWhen", ""),
        hide_when=conditions.get("HideWhen", ""),
        folder=tuple(folder["label"] for folder in facts.get("folders", [])),
        tags=tags_of(facts),
        hidden=facts.get("hidden", False),
        hide_label=facts.get("hide_label", False),
        join_next=facts.get("join_next", False),
        spare=facts["spare"],
    )


def wrong_values(facts: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Give path and message of what in `facts` its parameter's type cannot hold.

    Of a built-in parameter only the values count: no package declares it.
    """
    if len(facts.get("folders", [])) >= MAX_DEPTH:
        yield ("folders",), f"is nested more than {MAX_DEPTH} levels deep; take some folders away"
    kind = facts["type"]
    if kind not in _ZERO:
        yield from beyond_limits(facts) if facts["spare"] else ()
        return
    for key in ("default", "values"):
        for index, value in enumerate(facts.get(key, [])):
            if value is not None and _converted(kind, value) is None:
                yield (key, index), f"must be {_WORDS[kind]} in a parameter of type {kind}"
    if facts["spare"]:
        yield from _wrong_shape(facts)


def _wrong_shape(facts: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    yield from beyond_limits(facts)
    kind, size, default = facts["type"], facts.get("size", 1), facts.get("default", [])
    most = 1 if kind in {"Menu", "Toggle"} else MOST_COMPONENTS
    if not 1 <= size <= most:
        yield ("size",), f"must be from 1 to {most} in a parameter of type {kind}"
    elif default and len(default) != size:
        yield ("default",), f"must have {size:g} values, one a component"
    limits = facts.get("range")
    if limits is not None and limits["min"] > limits["max"]:
        yield ("range",), f"min {limits['min']:g} is above max {limits['max']:g}"
    tokens = facts.get("menu", {}).get("tokens", [])
    strange = [token for token in default if isinstance(token, str) and token not in tokens]
    if kind == "Menu" and tokens and strange:
        yield ("default", 0), f"is none of the tokens {', '.join(map(quote, tokens))}"


def _size(facts: dict[str, Any]) -> int:
    return int(facts.get("size", 1))


def _zeros(facts: dict[str, Any]) -> tuple[Value, ...]:
    """Give the default of a parameter for which none is told."""
    kind, tokens = facts["type"], facts.get("menu", {}).get("tokens")
    zero: Value = tokens[0] if kind == "Menu" and tokens else _ZERO.get(kind, "")
    return (zero,) * min(_size(facts), MOST_COMPONENTS)


def _with_zeros(
    default: tuple[Value, ...], computed: Iterable[Expression], facts: dict[str, Any]
) -> tuple[Value, ...]:
    """Give `default` with the zero where only an expression tells, as dialog scripts do."""
    indices = {one.index for one in computed}
    return tuple(
        zero if index in indices else value
        for index, (value, zero) in enumerate(zip(default, _zeros(facts), strict=False))
    )


def _components(facts: dict[str, Any], key: str, fallback: tuple[Value, ...]) -> tuple[Value, ...]:
    """Give the values at `key`; what is not told, or only Houdini can tell, is as in `fallback`."""
    kind = facts["type"]
    if kind not in _ZERO:
        return ()
    given = facts.get(key, [])
    if key == "default" and not given:
        return fallback
    found: list[Value] = []
    for index, value in enumerate(given):
        converted = None if value is None else _converted(kind, value)
        other = fallback[index] if index < len(fallback) else _ZERO[kind]
        found.append(other if converted is None else converted)
    return tuple(found)


def _converted(kind: str, value: Value) -> Value | None:
    """Give `value` with the Python type of `kind`, or None where it has none."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "Float":
        return float(value) if number else None
    if kind == "Int":
        whole = number and int(value) == value and abs(value) < 10**MOST_DIGITS
        return int(value) if whole else None
    if kind == "Toggle":
        return bool(value) if value in (0, 1) else None
    return value if isinstance(value, str) else None


def _expressions(facts: dict[str, Any], key: str) -> tuple[Expression, ...]:
    return tuple(
        Expression(int(one["index"]), one["text"], one["language"]) for one in facts.get(key, [])
    )


def _menu(facts: dict[str, Any]) -> Menu | None:
    """Give the choices; a text or number without any has none, a menu an empty list."""
    menu = facts.get("menu", {})
    script = menu.get("script")
    if script is not None:
        return Menu(script=script["text"], language=script["language"])
    tokens = tuple(menu.get("tokens", ()))
    labels = tuple(menu.get("labels", ()))[: len(tokens)]
    return (
        Menu(tokens, labels + tokens[len(labels) :]) if tokens or facts["type"] == "Menu" else None
    )


def _range(facts: dict[str, Any]) -> Range:
    return Range(
        low=float(facts["min"]),
        high=float(facts["max"]),
        low_strict=facts.get("min_strict", False),
        high_strict=facts.get("max_strict", False),
    )
