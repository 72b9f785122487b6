"""`import hou` fails, as in every Python but hython's own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pdgstandin.playing.assertions import require
from pdgstandin.playing.survey import failures_of_package

if TYPE_CHECKING:
    from pdgstandin.playing.context import ScenarioContext

SEVERITY = "note"
TITLE = "its modules import where there is no hou"
MEANING = "The type is missing from the TAB menu, or a farm machine without a licence cannot cook."
ORDER = 10


def play(context: ScenarioContext) -> str:
    """Play it; return what was seen."""
    sys.modules.pop("hou", None)
    sys.meta_path.insert(0, _NoHou())
    registry = context.load()
    failures = failures_of_package(context, registry, imported=False)
    require(not failures, "\n".join(failures))
    return "no module of the package needs hou to be imported"


class _NoHou:
    """A finder that finds no hou, and leaves everything else to others."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raise ModuleNotFoundError for hou."""
        del path, target
        if name == "hou":
            raise ModuleNotFoundError("No module named 'hou'", name=name)
