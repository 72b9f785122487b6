# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.WorkItemHolder` and `pdg.WorkItemOptions`: how code makes work items for a node."""

from typing import Any
from pdg._enums import attribCollisionStrategy, cloneMode, workItemCookType
from pdg._graph import Node
from pdg._workitem import WorkItem

class WorkItemOptions:
    """What `addWorkItem` may be told, with the defaults its help page names."""

    batch: bool
    batchOffset: int
    batchSize: int
    cloneMode: cloneMode
    cloneOutputFiles: bool
    cloneTarget: WorkItem | None
    cookType: workItemCookType
    index: Any
    isDynamicBatch: bool
    isNoGenerate: bool
    isPartialCook: bool
    isServiceMode: bool
    name: str
    parent: WorkItem | None
    parentArray: list[WorkItem]
    parentArrayOffset: int
    preserveType: bool
    priority: int
    typeName: str
    def __init__(self) -> None:
        """Start with the defaults."""

    @property
    def inProcess(self) -> bool:
        """Older form of `cookType`."""

    @inProcess.setter
    def inProcess(self, value: bool) -> None: ...
    @property
    def cloneResultData(self) -> bool:
        """Older name of `cloneOutputFiles`."""

    @cloneResultData.setter
    def cloneResultData(self, value: bool) -> None: ...

class WorkItemHolder:
    """Makes work items of one node; they are the node's at once."""

    def __init__(self, node: Node) -> None:
        """Make items for `node`."""

    @property
    def allWorkItems(self) -> list[WorkItem]:
        """The items added so far, batches included."""

    @property
    def workItems(self) -> list[WorkItem]:
        """The items added so far that are no batches."""

    @property
    def batches(self) -> list[WorkItem]:
        """The batches added so far."""
    allBatches = batches
    @property
    def isEmpty(self) -> bool:
        """Whether nothing was added."""

    @property
    def commitCount(self) -> int:
        """After how many items to commit; 0 for never."""

    def setCommitCount(self, count: int) -> None:
        """Commit after this many items; here items are committed when they are added."""

    def commit(self) -> None:
        """Give what was added to the node, which has it already."""

    def addWorkItem(self, options: WorkItemOptions | None = ..., **given: Any) -> WorkItem:
        """Make a work item, or a batch of them; `given` overrides `options`.

        Raises:
            TypeError: `given` names no option.
        """

    def addWorkItemFromWorkItem(self, work_item: WorkItem) -> WorkItem:
        """Make a copy of `work_item`."""

    def addDependency(self, from_item: WorkItem, to_item: WorkItem) -> None:
        """Let `from_item` wait for `to_item`."""

    def addWorkItemFromDict(
        self,
        values: dict[str, Any],
        parent: WorkItem | None = ...,
        strategy: attribCollisionStrategy = ...,
        preserve_type: bool = ...,
        preserve_index: bool = ...,
        add_attributes: bool = ...,
    ) -> WorkItem:
        """Make a work item of the plain values of a saved one."""

    def addWorkItemFromJSONString(self, text: str, **given: Any) -> WorkItem:
        """Make a work item of JSON."""

    def addWorkItemFromJSONFile(self, path: str, **given: Any) -> WorkItem:
        """Make a work item of a JSON file, plain or compressed."""
    addWorkItemFromJSON = addWorkItemFromJSONString
    def addWorkItemArrayFromDict(self, values: dict[str, Any], **given: Any) -> list[WorkItem]:
        """Make work items of the plain values of several saved ones."""

    def addWorkItemArrayFromJSONString(self, text: str, **given: Any) -> list[WorkItem]:
        """Make work items of JSON."""

    def addWorkItemArrayFromJSONFile(self, path: str, **given: Any) -> list[WorkItem]:
        """Make work items of a JSON file."""
