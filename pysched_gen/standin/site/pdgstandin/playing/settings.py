"""Parameters of a scheduler with a documented meaning: set where artists would set them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Mapping

from pdgstandin.playing.engine import since
from pdgstandin.playing.survey import own_parameters_of, parameters_of

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext, SchedulerSession

__all__ = ["help_of", "numbers_named", "with_settings"]


def with_settings(
    context: ScenarioContext, values: Mapping[str, Any], folder: str
) -> tuple[SchedulerSession, dict[str, Any]]:
    """Return a session, and what a node has to override so that `values` hold for its items.

    Parameters that nodes may override are set on the node only; the rest on the scheduler.
    """
    declared = parameters_of(context.type_of_scheduler().typeObject)
    open_to_nodes = {p["name"] for p in declared if "pdg::scheduler" in (p.get("tag") or ())}
    # The fields of a list of parameters, such as farm_envname1, are open where the list is.
    lists = tuple(name[: -len("multi")] for name in open_to_nodes if name.endswith("multi"))
    on_node = {
        name: value
        for name, value in values.items()
        if since(19, 0) and (name in open_to_nodes or (lists and name.startswith(lists)))
    }
    own = {name: value for name, value in values.items() if name not in on_node}
    return context.open(folder, own), on_node


def numbers_named(
    context: ScenarioContext, names: tuple[str, ...], says: re.Pattern[str] | None = None
) -> list[str]:
    """Return the parameters of the scheduler's own with one of these names, without their prefix.

    Where there are none, and `says` is given, those with such a label, or whose help it matches.
    """
    declared = own_parameters_of(context.type_of_scheduler().typeObject)
    own = [p for p in declared if not p["name"].startswith("pdg_")]
    named = [p["name"] for p in own if p["name"].rpartition("_")[2].lower() in names]
    numbers = [p for p in own if p.get("type") in ("Integer", "Float")]
    labelled = [p["name"] for p in numbers if _letters(p.get("label")) in names]
    # Without a help that says so, a label such as Retries may be that of a number of tries.
    if named or says is None:
        return named
    if labelled:
        return labelled
    return [p["name"] for p in numbers if says.search(help_of(context, p["name"]).lower())]


def _letters(label: Any) -> str:
    return "".join(one for one in str(label).lower() if one.isalpha())


def help_of(context: ScenarioContext, name: str) -> str:
    """Return the help of a parameter in the dialog scripts of the package, "" where it has none."""
    for folder in context.folders:
        path = os.path.join(folder, "topscheduler.user.ds")
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                blocks = re.split(r"\b(?:multi)?parm\s*\{", file.read())
            for block in blocks:
                if re.search(r'\bname\s+"?{}"?\s'.format(re.escape(name)), block):
                    found = re.search(r'\bhelp\s+"((?:[^"\\]|\\.)*)"', block)
                    return found.group(1) if found else ""
    return ""
