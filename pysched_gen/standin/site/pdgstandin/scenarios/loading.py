"""Stories before the first cook: import, registration, the node, its parameters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.scenarios.stage import last_line
from pdgstandin.scenarios.survey import failures_of_package, parameters_of
from pdgstandin.scenarios.verdict import NotApplicableError, demand

if TYPE_CHECKING:
    from pdgstandin.scenarios.stage import Stage

_PYTHON_TYPES = {"String": str, "Integer": int, "Float": float}


def imports_without_hou(stage: Stage) -> str:
    """`import hou` fails, as in every Python but hython's own."""
    sys.modules.pop("hou", None)
    sys.meta_path.insert(0, _NoHou())
    registry = stage.load()
    failures = failures_of_package(stage, registry, imported=False)
    demand(not failures, "\n".join(failures))
    return "no module of the package needs hou to be imported"


class _NoHou:
    """A finder that finds no hou, and leaves everything else to others."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raise ModuleNotFoundError for hou."""
        del path, target
        if name == "hou":
            raise ModuleNotFoundError("No module named 'hou'", name=name)


def registers(stage: Stage) -> str:
    """The type is there, under names that a node can have."""
    entry = stage.type_of_scheduler()
    demand(issubclass(entry.typeObject, pdg.PyScheduler), _no_scheduler(entry))
    demand(entry.typeLabel.strip(), "its label is empty: nobody finds it in the TAB menu")
    demand(
        entry.typeName.isidentifier(),
        "it is registered as {!r}; a node type has letters, digits and _ only".format(
            entry.typeName
        ),
    )
    return "registered as {!r}, labelled {!r}".format(entry.typeName, entry.typeLabel)


def _no_scheduler(entry: Any) -> str:
    return "{} is not derived from pdg.PyScheduler".format(entry.typeObject.__name__)


def registers_twice(stage: Stage) -> str:
    """`registerTypes` is called again, on the registry that has the type."""
    entry = stage.type_of_scheduler()
    module = _registering_module(entry)
    try:
        module.registerTypes(pdg.TypeRegistry.types())
    except Exception as error:  # noqa: BLE001 - it is the evidence
        text = "the second registerTypes raised {}: {}; register only a name that is not in "
        text += "type_registry.typeNames(pdg.registeredType.Scheduler)"
        demand(False, text.format(type(error).__name__, error))
    return "registerTypes can be called again"


def _registering_module(entry: Any) -> Any:
    """Give the module with registerTypes: that of the class, or the package it is in."""
    name = entry.typeObject.__module__
    while name not in sys.modules or not hasattr(sys.modules[name], "registerTypes"):
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise NotApplicableError("the class is not in the module that registers it")
    return sys.modules[name]


def constructs(stage: Stage) -> str:
    """A node is made and deleted, twice."""
    for _ in range(2):
        act = stage.open()
        started = act.calls("onStart")
        demand(not act.session.errors, "\n".join(act.troubles()))
        failed = [call for call in started if call["result"] is False]
        demand(not failed, "onStart returned False: the scheduler says it cannot start")
        act.close()
        demand(not act.session.errors, "\n".join(act.troubles()))
    return "two nodes were made and deleted"


def reads_parameters(stage: Stage) -> str:
    """Each parameter of `templateBody` has one of PDG's types and evaluates to it."""
    entry = stage.type_of_scheduler()
    try:
        parameters = parameters_of(entry.typeObject)
    except Exception as error:  # noqa: BLE001 - it is the evidence
        text = last_line("{}: {}".format(type(error).__name__, error))
        demand(False, "templateBody cannot be read: {}".format(text))
    for parameter in parameters:
        demand(
            parameter.get("type") in _PYTHON_TYPES,
            "{}: its type is {!r}; PDG has {}".format(
                parameter["name"], parameter.get("type"), ", ".join(_PYTHON_TYPES)
            ),
        )
    names = [parameter["name"] for parameter in parameters]
    double = sorted({name for name in names if names.count(name) > 1})
    demand(not double, "declared more than once: {}".format(", ".join(double)))
    _evaluate_all(stage, parameters)
    return "{} parameters evaluate".format(len(names)) if names else "it declares no parameters"


def _evaluate_all(stage: Stage, parameters: list[dict[str, Any]]) -> None:
    python = stage.open().scheduler._python
    for parameter in parameters:
        name, kind = parameter["name"], parameter["type"]
        try:
            value = getattr(python[name], "evaluate" + {"Integer": "Int"}.get(kind, kind))()
        except Exception as error:  # noqa: BLE001 - it is the evidence
            demand(False, "{}: {}: {}".format(name, type(error).__name__, error))
        demand(
            isinstance(value, _PYTHON_TYPES[kind]),
            "{}: evaluates to {!r}, which is no {}".format(name, value, kind),
        )


STORIES = (imports_without_hou, registers, registers_twice, constructs, reads_parameters)
