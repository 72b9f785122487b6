"""What a package registers."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing import engine
from pdgstandin.playing.context import last_line

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

__all__ = ["failures_of_package", "own_parameters_of", "parameters_of", "survey"]

_OVERRIDABLE = "pdg::scheduler"


def survey(context: ScenarioContext) -> dict[str, Any]:
    """Return the schedulers that modules of the package registered, and why others did not load."""
    registry = context.load()
    kind = pdg.registeredType.Scheduler
    types = [registry.schedulerType(name) for name in registry.typeNames(kind)]
    return {
        "types": [_facts(entry) for entry in types if _folder_of(_file_of(entry), context)],
        "failures": [
            *failures_of_package(context, registry, imported=False),
            *failures_of_package(context, registry, imported=True),
        ],
    }


def failures_of_package(context: ScenarioContext, registry: Any, *, imported: bool) -> list[str]:
    """Return a line for each module of the package that could not be loaded.

    With `imported` those that could be imported, but not register what they have.
    """
    return [
        "{}: {}".format(os.path.relpath(path, _folder_of(path, context)), last_line(text))
        for module, path, text in engine.load_failures(registry)
        if _folder_of(path, context) and ("pdg.types." + module in sys.modules) == imported
    ]


def parameters_of(type_object: Any) -> list[dict[str, Any]]:
    """Return the parameters of `templateBody`; raises ValueError where it is not what PDG reads."""
    if not hasattr(type_object, "templateBody"):
        return []
    document = json.loads(type_object.templateBody())
    entries = document.get("parameters") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise ValueError('it is no object with a list "parameters"')  # noqa: TRY004 - of JSON
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise ValueError(  # noqa: TRY004 - of JSON
                "{!r} is no object with a name".format(entry)
            )
    return entries


def own_parameters_of(type_object: Any) -> list[dict[str, Any]]:
    """Return the parameters of `templateBody` that no class shipped with Houdini declares.

    What those mean, such as the slots of the local scheduler, is the stand-in's affair.
    """
    shipped: set[str] = set()
    for base in type_object.__mro__[1:]:
        module = sys.modules.get(base.__module__)
        if engine.is_of_standin(getattr(module, "__file__", None) or ""):
            shipped.update(one["name"] for one in parameters_of(base))
    return [one for one in parameters_of(type_object) if one["name"] not in shipped]


def _facts(entry: Any) -> dict[str, Any]:
    try:
        parameters = parameters_of(entry.typeObject)
    except Exception:  # noqa: BLE001 - a story of its own tells
        parameters = []
    tagged = [p["name"] for p in parameters if _OVERRIDABLE in (p.get("tag") or ())]
    return {
        "name": str(entry.typeName),
        "label": str(entry.typeLabel),
        "category": str(getattr(entry, "parm_category", "") or ""),
        "overridable": tagged,
        "parameters": [p["name"] for p in parameters],
        "settable": _settable(entry),
    }


def _settable(entry: Any) -> dict[str, dict[str, Any]]:
    """Return type and menu of each parameter that a node has, those of assets included."""
    try:
        found = engine.parameters_of_node(entry)
    except Exception:  # noqa: BLE001 - a story of its own tells
        return {}
    return {one.name: {"type": one.data_type.name, "menu": list(one.menu)} for one in found}


def _file_of(entry: Any) -> str:
    """Return the module of types that registered `entry`; its class may be from a library."""
    module = sys.modules.get(entry.typeObject.__module__)
    return engine.file_of_type(entry) or getattr(module, "__file__", None) or ""


def _folder_of(path: str, context: ScenarioContext) -> str:
    """Return the folder of the package that `path` is in, by its name or by where links lead.

    It is "" for a module that is Houdini's own.
    """
    for folder in context.folders:
        for place in (os.path.abspath, os.path.realpath):
            if place(path).startswith(place(folder) + os.sep):
                return folder
    return ""
