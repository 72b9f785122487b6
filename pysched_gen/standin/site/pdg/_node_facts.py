"""Members of `pdg.Node` that need nothing but the node's name, parameters and items.

Names are those of a listing of Houdini 21.0; what is not documented of one says its docstring.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Mapping

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["NodeFacts"]


class NodeFacts:
    """What a node of the stand-in says of what only nodes in Houdini have."""

    _items: list[WorkItem]

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
        self[name] = value  # type: ignore[index]

    def setValues(self, values: Mapping[str, Any]) -> None:
        """Set the values of parameters; raises RuntimeError ("bad port") where there is none."""
        for name, value in values.items():
            self.setValue(name, value)
