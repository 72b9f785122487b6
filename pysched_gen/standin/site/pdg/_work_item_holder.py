"""`pdg.WorkItemHolder` and `pdg.WorkItemOptions`: how code makes work items for a node.

Sources: the help pages of both. A processor's callbacks would use them in Houdini; the stand-in
has no processors, so graphs are loaded, and tests written, with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pdg._batch import BatchWorkItem
from pdg._enums import (
    attribCollisionStrategy,
    attribFlag,
    cloneMode,
    workItemCookType,
    workItemType,
)
from pdg._graph import make_item, make_sub_item
from pdg._work_item_json import from_json, load_item, read_file

if TYPE_CHECKING:
    from pdg._attribute_owner import AttributeOwner
    from pdg._node import Node
    from pdg._work_item import WorkItem

__all__ = ["WorkItemHolder", "WorkItemOptions"]


class WorkItemOptions:
    """What `addWorkItem` may be told, with the defaults its help page names."""

    __slots__ = (
        "batch",
        "batchOffset",
        "batchSize",
        "cloneMode",
        "cloneOutputFiles",
        "cloneTarget",
        "cookType",
        "index",
        "isDynamicBatch",
        "isNoGenerate",
        "isPartialCook",
        "isServiceMode",
        "name",
        "parent",
        "parentArray",
        "parentArrayOffset",
        "preserveType",
        "priority",
        "typeName",
    )

    def __init__(self) -> None:
        """Start with the defaults."""
        self.batch = False
        self.batchOffset = 0
        self.batchSize = 0
        self.cloneMode = cloneMode.Default
        self.cloneOutputFiles = False
        self.cloneTarget: WorkItem | None = None
        self.cookType = workItemCookType.Automatic
        self.index = -1
        self.isDynamicBatch = False
        self.isNoGenerate = False
        self.isPartialCook = False
        self.isServiceMode = False
        self.name = ""
        self.parent: WorkItem | None = None
        self.parentArray: list[WorkItem] = []
        self.parentArrayOffset = 0
        self.preserveType = False
        self.priority = 0
        self.typeName = "genericdata"

    @property
    def inProcess(self) -> bool:
        """Older form of `cookType`."""
        return self.cookType == workItemCookType.InProcess

    @inProcess.setter
    def inProcess(self, value: bool) -> None:
        self.cookType = workItemCookType.InProcess if value else workItemCookType.OutOfProcess

    @property
    def cloneResultData(self) -> bool:
        """Older name of `cloneOutputFiles`."""
        return self.cloneOutputFiles

    @cloneResultData.setter
    def cloneResultData(self, value: bool) -> None:
        self.cloneOutputFiles = value

    def _with(self, given: dict[str, Any]) -> WorkItemOptions:
        """Return a copy changed by `given`; raises TypeError for a name there is not."""
        copy = WorkItemOptions()
        for name in self.__slots__:
            setattr(copy, name, getattr(self, name))
        for name, value in given.items():
            if name.startswith("_") or not hasattr(copy, name):
                raise TypeError(f"addWorkItem has no option '{name}'")
            setattr(copy, name, value)
        return copy


class WorkItemHolder:
    """Makes work items of one node; they are the node's at once."""

    def __init__(self, node: Node) -> None:
        """Make items for `node`."""
        self._node = node
        self._added: list[WorkItem] = []
        self._commits = 0

    @property
    def allWorkItems(self) -> list[WorkItem]:
        """The items added so far, batches included."""
        return list(self._added)

    @property
    def workItems(self) -> list[WorkItem]:
        """The items added so far that are no batches."""
        return [item for item in self._added if not item.isBatch]

    @property
    def batches(self) -> list[WorkItem]:
        """The batches added so far."""
        return [item for item in self._added if item.isBatch]

    allBatches = batches

    @property
    def isEmpty(self) -> bool:
        """Whether nothing was added."""
        return not self._added

    @property
    def commitCount(self) -> int:
        """After how many items to commit; 0 for never."""
        return self._commits

    def setCommitCount(self, count: int) -> None:
        """Commit after this many items; here items are committed when they are added."""
        self._commits = count

    def commit(self) -> None:
        """Return what was added to the node, which has it already."""

    def addWorkItem(self, options: WorkItemOptions | None = None, **given: Any) -> WorkItem:
        """Make a work item, or a batch of them; `given` overrides `options`.

        Raises:
            TypeError: `given` names no option.
        """
        chosen = (options or WorkItemOptions())._with(given)
        if chosen.index < 0:
            parent = chosen.parent
            chosen.index = len(self._added) if parent is None else parent.index
        item = _create_item(self._node, chosen)
        self._added.append(item)
        return item

    def addWorkItemFromWorkItem(self, work_item: WorkItem) -> WorkItem:
        """Make a copy of `work_item`."""
        return self.addWorkItemFromDict(work_item.saveDict())

    def addDependency(self, from_item: WorkItem, to_item: WorkItem) -> None:
        """Let `from_item` wait for `to_item`."""
        self._node.context.addWorkItemDependency(from_item, to_item)

    def addWorkItemFromDict(
        self,
        values: dict[str, Any],
        parent: WorkItem | None = None,
        strategy: attribCollisionStrategy = attribCollisionStrategy.Replace,
        preserve_type: bool = False,
        preserve_index: bool = True,
        add_attributes: bool = True,
    ) -> WorkItem:
        """Make a work item of the plain values of a saved one."""
        fields = values.get("workitem", values)
        index = int(fields.get("index", -1)) if preserve_index else -1
        subs = fields.get("subItems", ()) if preserve_type else ()
        item = self.addWorkItem(index=index, parent=parent, batch=bool(subs), batchSize=len(subs))
        if add_attributes:
            load_item(item, values, strategy)
        return item

    def addWorkItemFromJSONString(self, text: str, **given: Any) -> WorkItem:
        """Make a work item of JSON."""
        return self.addWorkItemFromDict(from_json(text), **given)

    def addWorkItemFromJSONFile(self, path: str, **given: Any) -> WorkItem:
        """Make a work item of a JSON file, plain or compressed."""
        return self.addWorkItemFromDict(read_file(path), **given)

    addWorkItemFromJSON = addWorkItemFromJSONString

    def addWorkItemArrayFromDict(self, values: dict[str, Any], **given: Any) -> list[WorkItem]:
        """Make work items of the plain values of several saved ones."""
        found = values.get("workitems", ())
        return [self.addWorkItemFromDict({"workitem": one}, **given) for one in found]

    def addWorkItemArrayFromJSONString(self, text: str, **given: Any) -> list[WorkItem]:
        """Make work items of JSON."""
        return self.addWorkItemArrayFromDict(from_json(text), **given)

    def addWorkItemArrayFromJSONFile(self, path: str, **given: Any) -> list[WorkItem]:
        """Make work items of a JSON file."""
        return self.addWorkItemArrayFromDict(read_file(path), **given)


def _create_item(node: Node, options: WorkItemOptions) -> WorkItem:
    """Make the item of `node` that `options` describe, with its sub-items if it is a batch.

    An item with a parent waits for it and has its attributes, those that are not to be copied
    left out (help pages of WorkItemHolder and attribFlag).
    """
    kind = workItemType.Batch if options.batch else workItemType.Regular
    graph = node.context.graph
    item = make_item(graph, node, options.index, options.name or None, "", kind)
    item._priority = options.priority
    item._isNoGenerate = options.isNoGenerate
    if options.cookType != workItemCookType.Automatic:
        item._cookType = options.cookType
    for parent in [options.parent, *options.parentArray]:
        if parent is not None:
            graph._depend(item, parent)
    _inherit(item, options)
    if isinstance(item, BatchWorkItem):
        item._isDynamic = options.isDynamicBatch
        item._offset = options.batchOffset
        for place in range(options.batchSize):
            make_sub_item(item, options.index + options.batchOffset + place)
    return item


def _inherit(item: WorkItem, options: WorkItemOptions) -> None:
    source = options.cloneTarget or options.parent
    item._parent = options.parent
    if source is None or options.cloneMode == cloneMode.Never:
        return
    _copy_attributes(source, item)
    if source.hasFrame:
        item.setFrame(source.frame, source.frameStep)
    if options.cloneOutputFiles:
        item._add_outputs(source.outputFiles)


def _copy_attributes(source: AttributeOwner, target: AttributeOwner) -> None:
    """Copy all attributes but those with the flag NoCopy."""
    for attribute in (source._attributes or {}).values():
        if not attribute.hasFlag(attribFlag.NoCopy):
            target._write(attribute.name, attribute.type, attribute.values)._flags = attribute.flags
