"""`registerTypes` is called again, on the registry that has the type."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing.assertions import NotApplicableError, require

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

SEVERITY = "warning"
TITLE = "a second registration is no error"
MEANING = "Houdini prints an error at start where two folders of HOUDINI_PATH hold the package."
ORDER = 30


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    entry = context.type_of_scheduler()
    module = _registering_module(entry)
    try:
        module.registerTypes(pdg.TypeRegistry.types())
    except Exception as error:  # noqa: BLE001 - it is the evidence
        text = "the second registerTypes raised {}: {}; register only a name that is not in "
        text += "type_registry.typeNames(pdg.registeredType.Scheduler)"
        require(False, text.format(type(error).__name__, error))
    return "registerTypes can be called again"


def _registering_module(entry: Any) -> Any:
    """Give the module with registerTypes: that of the class, or the package it is in."""
    name = entry.typeObject.__module__
    while name not in sys.modules or not hasattr(sys.modules[name], "registerTypes"):
        name, dot, _ = name.rpartition(".")
        if not dot:
            raise NotApplicableError("the class is not in the module that registers it")
    return sys.modules[name]
