"""`pdg.Node`: holds work items, overrides parameters, may name a scheduler."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Mapping

from pdg._batch import sub_items
from pdg._enums import dataType, nodeType
from pdg._events import EventEmitter
from pdg._port import Declaration, Port, PortOwner, top_node

if TYPE_CHECKING:
    from pdg._context import GraphContext
    from pdg._scheduler import Scheduler
    from pdg._work_item import WorkItem

__all__ = ["Node"]

NODE_TYPE = "genericgenerator"  # a TOP node whose items have a command, as a graph has them


class Node(PortOwner, EventEmitter):
    """A TOP node: it holds work items, overrides parameters and may name a scheduler.

    It gets its items from a graph file, or from the `onGenerate` of a processor in Python.
    `Node.workItems` and `workItemById` are as documented. Members that only nodes in Houdini have
    something to say with answer as their docstrings tell.
    """

    def __init__(self, context: GraphContext, name: str) -> None:
        """Make a node without items, behind no other."""
        self._context = context
        self._name = name
        self._items: list[WorkItem] = []
        self._inputs: list[Node] = []
        self._scheduler: Scheduler | None = None
        self._file_dependencies: list[str] = []
        self._failed = False
        self._processor: Any = None
        self._declare_ports([])
        self._open_ports({})

    nodeType = nodeType.Processor

    templateName = "standin"

    isDynamic = False

    isDynamicGenerator = False

    @property
    def name(self) -> str:
        """The name of the node."""
        return self._name

    @property
    def hasErrors(self) -> bool:
        """Whether `cookError` was called."""
        return self._failed

    @property
    def context(self) -> GraphContext:
        """The context of the node."""
        return self._context

    @property
    def workItems(self) -> list[WorkItem]:
        """The items of the node, those of batches included, in a new list."""
        return [one for item in self._items for one in (item, *sub_items(item))]

    @property
    def partitions(self) -> list[WorkItem]:
        """The items of the node that are partitions."""
        return [item for item in self._items if item.isPartition]

    @property
    def scheduler(self) -> Scheduler | None:
        """The scheduler of the node: its own, else the default of the context."""
        return self._scheduler or self._context.defaultScheduler

    @property
    def isCooked(self) -> bool:
        """Whether every item has cooked successfully."""
        return all(item.isSuccessful for item in self._items)

    @property
    def topNodeId(self) -> int:
        """Return -1: the double of `hou` has no ids."""
        return -1

    def topNode(self) -> Any:
        """Return the double of its `hou.TopNode`; its type is that of items with a command."""
        return top_node(self, NODE_TYPE)

    def setScheduler(self, scheduler: Scheduler | str | None) -> None:
        """Cook the items with this scheduler, with the default one for None.

        Raises KeyError where a name is given and there is no scheduler of that name.
        """
        if isinstance(scheduler, str):
            found = self._context.schedulerForName(scheduler)
            if found is None:
                raise KeyError("there is no scheduler {!r} in this graph".format(scheduler))
            scheduler = found
        self._scheduler = scheduler

    def setParameters(self, values: Mapping[str, object]) -> None:
        """Return the node parameters, such as those that override its scheduler's."""
        for name, value in values.items():
            self.setParameter(name, value)

    def setParameter(self, name: str, value: object) -> None:
        """Return the node one parameter more, or another value for one it has."""
        port = self.parameter(name)
        if port is None:
            port = self._ports[name] = Port(self, Declaration(name, _kind(value), _values(value)))
        port._set(value)

    def cook(self, block: bool = True) -> bool:
        """Cook the node and what it needs: see `GraphContext.cook`."""
        return self._context._cook_nodes([self], block=block)

    def dirty(self, remove_outputs: bool = False) -> None:
        """Let the items, and those that depend on them, cook again."""
        self._context._dirty(self._items, remove_outputs=remove_outputs)

    def cancel(self) -> None:
        """Cancel the items that are not cooked yet."""
        self._context._cancel_items(self._items)

    def cookError(self, message: str) -> None:
        """Show `message` as an error of the node."""
        self._failed = True
        self._context._error(message, source=self.name)

    def cookWarning(self, message: str) -> None:
        """Show `message` as a warning of the node."""
        self._context._record("warning", node=self.name, message=message)

    @property
    def outputFiles(self) -> list[Any]:
        """The output files of all items."""
        return [file for item in self._items for file in item.outputFiles]

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""
        return [file for item in self._items for file in item.resultData]

    def __repr__(self) -> str:
        return "<pdg.Node {!r}>".format(self.name)

    @property
    def customId(self) -> str:
        """The id that code gave the node: none."""
        return ""

    @property
    def serviceName(self) -> str:
        """The service that cooks the items: none."""
        return ""

    @property
    def loopDepth(self) -> int:
        """The number of loops around the node: none, as the graphs of the stand-in have none."""
        return 0

    def reserveIndexBlock(self, count: int) -> int:
        """Return the first of `count` indices that no item of the node has.

        (Not documented; chosen after the name. Nothing is remembered: the caller uses them.)
        """
        del count
        return max((item.index for item in self._items), default=-1) + 1

    def memoryUsage(self, inclusive: bool = False) -> int:
        """Return the bytes of the node itself, with its items where `inclusive`."""
        items = self._items if inclusive else []
        return sys.getsizeof(self) + sum(item.memoryUsage() for item in items)

    def setValue(self, name: str, value: object) -> None:
        """Set the value of a parameter; raises RuntimeError ("bad port") where there is none."""
        self[name] = value

    def setValues(self, values: Mapping[str, Any]) -> None:
        """Set the values of parameters; raises RuntimeError ("bad port") where there is none."""
        for name, value in values.items():
            self.setValue(name, value)


def _kind(value: object) -> dataType:
    first = value[0] if isinstance(value, (list, tuple)) and value else value
    if isinstance(first, float):
        return dataType.Float
    return dataType.Integer if isinstance(first, int) else dataType.String


def _values(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]
