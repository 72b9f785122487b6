"""Scenarios in a real Houdini: `hython in_houdini.py SETTINGS.json RESULT.json`.

A script of its own, which asks for nothing but PDG's documented names, `hou` for the release, and
the standard library. SETTINGS has `scheduler`, a registered name, and `modules`, the files and
folders of types of the package. RESULT is written twice: with the release as soon as Houdini has
started, and in the end with a status and an evidence for each scenario that was played.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

__all__ = ["SCENARIOS", "main"]

_KINDS = {"String": str, "Integer": int, "Float": float}


class WrongError(Exception):
    """The scheduler does otherwise; the text is the evidence."""


def main(settings_file: str, result_file: str) -> None:
    """Play all scenarios there are here."""
    import hou
    import pdg

    result: dict[str, Any] = {"release": hou.applicationVersionString(), "scenarios": {}}
    _write(result_file, result)
    with open(settings_file, encoding="utf-8") as file:
        settings = json.load(file)
    registry = pdg.TypeRegistry.types()
    for path in settings["modules"]:
        if settings["scheduler"] not in registry.typeNames(pdg.registeredType.Scheduler):
            registry.registerPythonPath(path)
    for name, play in SCENARIOS.items():
        result["scenarios"][name] = _play(play, pdg, registry, settings["scheduler"])
    result["over"] = True
    _write(result_file, result)


def _write(path: str, result: dict[str, Any]) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file)


def _play(play: Any, pdg: Any, registry: Any, name: str) -> list[str]:
    try:
        return ["passed", str(play(pdg, registry, name))]
    except WrongError as wrong:
        return ["failed", str(wrong)]
    except Exception as error:  # noqa: BLE001 - a scheduler may raise anything
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = "File {!r}, line {}".format(last.filename, last.lineno)
        return ["failed", "{}: {} ({})".format(type(error).__name__, error, place)]


def _type(pdg: Any, registry: Any, name: str) -> Any:
    found = registry.registeredType(pdg.registeredType.Scheduler, name)
    if found is None:
        raise WrongError("no scheduler is registered as {!r}".format(name))
    return found


def _registers(pdg: Any, registry: Any, name: str) -> str:
    found = _type(pdg, registry, name)
    if not str(found.typeLabel).strip():
        raise WrongError("its label is empty: nobody finds it in the TAB menu")
    return "registered as {!r}, labelled {!r}".format(found.typeName, found.typeLabel)


def _constructs(pdg: Any, registry: Any, name: str) -> str:
    _type(pdg, registry, name)
    for number in range(2):
        made = pdg.GraphContext("verify{}".format(number)).addScheduler(name)
        if made is None:
            raise WrongError("addScheduler({!r}) makes no node".format(name))
    return "two nodes were made"


def _reads_parameters(pdg: Any, registry: Any, name: str) -> str:
    body = getattr(_type(pdg, registry, name).typeObject, "templateBody", None)
    parameters = json.loads(body())["parameters"] if body is not None else []
    made = pdg.GraphContext("parameters").addScheduler(name)
    for one in parameters:
        port = made.parameter(one["name"])
        if port is None:
            raise WrongError("the node has no parameter {!r}".format(one["name"]))
        kind = one["type"]
        if kind not in _KINDS:
            raise WrongError("{}: its type is {!r}".format(one["name"], kind))
        value = getattr(port, "evaluate" + {"Integer": "Int"}.get(kind, kind))()
        if not isinstance(value, _KINDS[kind]):
            raise WrongError("{}: evaluates to {!r}".format(one["name"], value))
    return "{} parameters evaluate".format(len(parameters))


SCENARIOS = {
    "registers": _registers,
    "constructs": _constructs,
    "reads-parameters": _reads_parameters,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
