"""Each parameter of `templateBody` has one of PDG's types and evaluates to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdgstandin.playing.assertions import require
from pdgstandin.playing.context import last_line
from pdgstandin.playing.survey import parameters_of

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "templateBody is what PDG reads, and each parameter in it evaluates"
MEANING = "A setting on the node has no effect, or reading it ends the cook."
ORDER = 50

_PYTHON_TYPES = {"String": str, "Integer": int, "Float": float}


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    entry = context.type_of_scheduler()
    try:
        parameters = parameters_of(entry.typeObject)
    except Exception as error:  # noqa: BLE001 - it is the evidence
        text = last_line("{}: {}".format(type(error).__name__, error))
        require(False, "templateBody cannot be read: {}".format(text))
    for parameter in parameters:
        require(
            parameter.get("type") in _PYTHON_TYPES,
            "{}: its type is {!r}; PDG has {}".format(
                parameter["name"], parameter.get("type"), ", ".join(_PYTHON_TYPES)
            ),
        )
    names = [parameter["name"] for parameter in parameters]
    double = sorted({name for name in names if names.count(name) > 1})
    require(not double, "declared more than once: {}".format(", ".join(double)))
    _evaluate_all(context, parameters)
    return "{} parameters evaluate".format(len(names)) if names else "it declares no parameters"


def _evaluate_all(context: ScenarioContext, parameters: list[dict[str, Any]]) -> None:
    python = context.open().scheduler._python
    for parameter in parameters:
        name, kind = parameter["name"], parameter["type"]
        try:
            value = getattr(python[name], "evaluate" + {"Integer": "Int"}.get(kind, kind))()
        except Exception as error:  # noqa: BLE001 - it is the evidence
            require(False, "{}: {}: {}".format(name, type(error).__name__, error))
        require(
            isinstance(value, _PYTHON_TYPES[kind]),
            "{}: evaluates to {!r}, which is no {}".format(name, value, kind),
        )
