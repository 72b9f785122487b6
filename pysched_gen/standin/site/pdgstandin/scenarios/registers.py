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
    _check_label(context, entry)
    _check_names(context, entry)
    return "registered as {!r}, labelled {!r}".format(entry.typeName, entry.typeLabel)


def _no_scheduler(entry: Any) -> str:
    return "{} is not derived from pdg.PyScheduler".format(entry.typeObject.__name__)


def _check_label(context: ScenarioContext, entry: Any) -> None:
    """Tell where the type was registered without a label: PDG makes one of the name of its class.

    That is observed, see `TypeRegistry.registerScheduler`.
    """
    made = entry.typeObject.__name__.lower()
    if entry.typeLabel == made != entry.typeName:
        context.judge(
            "registerScheduler got no label: the TAB menu shows {!r}".format(entry.typeLabel)
        )


def _check_names(context: ScenarioContext, entry: Any) -> None:
    """Tell where the names of the type differ; in a generated package they are one name."""
    try:
        template = str(entry.typeObject.templateName())
    except Exception as error:  # noqa: BLE001 - it is the evidence
        context.error("templateName raised {}: {}".format(type(error).__name__, error))
        return
    taken = ("python_scheduler", "localscheduler", "deadlinescheduler", "hqueuescheduler")
    text = "templateName gives {!r}, and the type is registered as {!r}".format(
        template, entry.typeName
    )
    if template.lower() != str(entry.typeName).lower():
        clash = template in taken or context.generated
        context.find("error" if clash else "note", text + ": saved scenes ask for one name")
