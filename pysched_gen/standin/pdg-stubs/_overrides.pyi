# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Parameters of a scheduler that the node of an item overrides: `evaluate*Override`."""

from typing import Any
from pdg._workitem import WorkItem

class Overrides:
    """Looks `<prefix>_<parm>` up on the node, then on the scheduler, then takes the default.

    Documented for `pdg.SchedulerBase`; that only parameters with the tag `pdg::scheduler` can be
    overridden is documented under "Creating a user interface". One that the scheduler does not
    declare is the node's own to have: `topscheduler.user.ds` can add such.
    """

    def evaluateStringOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: str
    ) -> str:
        """Give it as text."""

    def evaluateIntOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: int
    ) -> int:
        """Give it as an integer."""

    def evaluateFloatOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: float
    ) -> float:
        """Give it as a float."""

    def evaluateBoolOverride(
        self, node: Any, prefix: str, parm: str, work_item: WorkItem | None, default_value: bool
    ) -> bool:
        """Give it as a bool."""
