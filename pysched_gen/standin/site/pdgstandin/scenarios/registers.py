"""The type is there, under names that a node can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pdg

from pdgstandin.playing.assertions import require

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

TITLE = "it registers a scheduler type with a name and a label"
MEANING = "Artists cannot place the scheduler: there is no such node."
ORDER = 20


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    entry = context.type_of_scheduler()
    require(issubclass(entry.typeObject, pdg.PyScheduler), _no_scheduler(entry))
    require(entry.typeLabel.strip(), "its label is empty: nobody finds it in the TAB menu")
    require(
        entry.typeName.isidentifier(),
        "it is registered as {!r}; a node type has letters, digits and _ only".format(
            entry.typeName
        ),
    )
    return "registered as {!r}, labelled {!r}".format(entry.typeName, entry.typeLabel)


def _no_scheduler(entry: Any) -> str:
    return "{} is not derived from pdg.PyScheduler".format(entry.typeObject.__name__)
