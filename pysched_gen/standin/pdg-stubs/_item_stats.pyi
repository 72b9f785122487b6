# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.WorkItemStats`: times of the last cook of a work item."""

from pdg._enums import workItemStatType
from pdg._item_job import ItemJob

class WorkItemStats:
    """What `WorkItem.stats` gives. Times are those of the clock of the session."""

    serviceClient: str
    def __init__(self, work_item: ItemJob) -> None:
        """Look at `work_item`."""

    def stat(self, stat_type: workItemStatType) -> float:
        """Return one number; 0.0 for what is not measured."""

def _size(path: str) -> int: ...
