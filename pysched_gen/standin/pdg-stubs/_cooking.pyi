# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""The part of `pdg.GraphContext` that cooks: what has to cook, whether to wait, how it ends."""

from typing import Iterable
from pdg._cook_options import CookOptions
from pdg._enums import workItemState
from pdg._events import EventEmitter
from pdg._output_files import OutputFiles
from pdg._node import Node
from pdg._scheduler import Scheduler
from pdg._workitem import WorkItem

class Cooking(OutputFiles, EventEmitter):
    """Cooks the graph of a context, one cook at a time."""

    @property
    def cookOptions(self) -> CookOptions:
        """The options that `cook` goes by where it gets none."""

    @property
    def cooking(self) -> bool:
        """Whether a cook goes on."""

    @property
    def canceling(self) -> bool:
        """Whether the cook that goes on was cancelled."""

    @property
    def cookSet(self) -> list[Node]:
        """The nodes of the cook that goes on."""

    def cook(self, options: CookOptions | bool | None = ...) -> bool:
        """Cook; return whether that went to its end.

        A bool in place of options says whether to wait. Only what is not cooked yet is cooked.
        Raises CookError where a cook goes on, and where there is no scheduler.
        """

    def cookItems(self, block: bool, ids: Iterable[int]) -> bool:
        """Cook some items and what they wait for; see `cook`."""

    def cancelCook(self) -> None:
        """Cancel the cook, if one goes on; from any thread and any callback. Returns at once."""

    def pauseCook(self) -> None:
        """Schedule nothing more; the cook ends with what is under way, another one goes on.

        (Not documented in public; chosen after the menu entry "Pause cook".)
        """

    def waitAllEvents(self) -> None:
        """Wait for a cook that was not waited for, and call the handlers of what happened."""

    @property
    def stateCount(self) -> dict[workItemState, int]:
        """How many items, those in batches included, are in each state.

        (A property in Houdini 21.0; what it gives there is not known.)
        """

def _prepare_item(item: WorkItem, scheduler: Scheduler | None) -> None:
    """Forget what an earlier cook left on an item that cooks again."""

def _upstream(nodes: Iterable[Node]) -> set[Node]:
    """Return `nodes` and all nodes before them."""

def _with_dependencies(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return `items` and all they wait for, whole batches for items of batches."""
