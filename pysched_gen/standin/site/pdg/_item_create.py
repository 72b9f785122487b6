"""From `WorkItemOptions` to a work item of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdg._batch import BatchWorkItem
from pdg._enums import attribFlag, cloneMode, workItemCookType, workItemType

if TYPE_CHECKING:
    from pdg._attributes import AttributeOwner
    from pdg._graph import Node
    from pdg._holder import WorkItemOptions
    from pdg._workitem import WorkItem

__all__ = ["copy_attributes", "create_item"]


def create_item(node: Node, options: WorkItemOptions) -> WorkItem:
    """Make the item of `node` that `options` describe, with its sub-items if it is a batch.

    An item with a parent waits for it and has its attributes, those that are not to be copied
    left out (help pages of WorkItemHolder and attribFlag).
    """
    from pdg._graph import make_item, make_sub_item

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
    copy_attributes(source, item)
    if source.hasFrame:
        item.setFrame(source.frame, source.frameStep)
    if options.cloneOutputFiles:
        item._add_outputs(source.outputFiles)


def copy_attributes(source: AttributeOwner, target: AttributeOwner) -> None:
    """Copy all attributes but those with the flag NoCopy."""
    for attribute in (source._attributes or {}).values():
        if not attribute.hasFlag(attribFlag.NoCopy):
            target._write(attribute.name, attribute.type, attribute.values)._flags = attribute.flags
