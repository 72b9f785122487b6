"""Work items that belong to no graph: what `WorkItem.loadJSONString` returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pdg._batch import BatchWorkItem
from pdg._enums import batchActivation, workItemState, workItemType
from pdg._item_load import load_item
from pdg._workitem import WorkItem

if TYPE_CHECKING:
    from pdg._graph import Graph, Node

__all__ = ["item_from_dict"]


class _NodeOfJson:
    """Stands for the node: only its name is known."""

    scheduler = None
    context = None

    def __init__(self, name: str) -> None:
        self.name = name

    def cookWarning(self, message: str) -> None:
        """Say nothing: nobody shows it."""


def item_from_dict(values: dict[str, Any]) -> WorkItem:
    """Return the work item that `values` stand for.

    Raises:
        ValueError: they stand for none.
    """
    fields = values.get("workitem", values)
    if not isinstance(fields, dict) or "nodeName" not in fields:
        raise ValueError("work item JSON must have the key workitem, and nodeName in it")
    node = cast("Node", _NodeOfJson(str(fields["nodeName"])))
    kind = BatchWorkItem if fields.get("type") == int(workItemType.Batch) else WorkItem
    item = kind(
        cast("Graph", None),
        node,
        int(fields.get("id", -1)),
        int(fields.get("index", 0)),
        fields.get("name"),
        static=bool(fields.get("isStatic", True)),
    )
    item._state = next(one for one in workItemState if one == int(fields.get("state", 0)))
    load_item(item, {"workitem": fields})
    if isinstance(item, BatchWorkItem):
        _load_batch(item, fields)
    return item


def _load_batch(batch: BatchWorkItem, fields: dict[str, Any]) -> None:
    for sub in fields.get("subItems", ()):
        batch._append(item_from_dict(sub))
    batch._offset = int(fields.get("batchOffset", 0))
    batch._batchStart = int(fields.get("batchStart", 0))
    mode = int(fields.get("activationMode", int(batchActivation.All)))
    batch._activationMode = next(one for one in batchActivation if one == mode)
