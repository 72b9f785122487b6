"""Members of `pdg.GraphContext` that look for files, clean up, and save single items.

Names are those of a listing of Houdini 21.0, where the registry has the same search functions.
"""

from __future__ import annotations

import glob
import os
import sys
from typing import TYPE_CHECKING, Any, Mapping

from pdg._json_text import to_json, write_file
from pdg._serialize import item_to_dict

if TYPE_CHECKING:
    from pdg._graph import Graph
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["ContextFiles"]


class ContextFiles:
    """The part of `pdg.GraphContext` that has to do with files."""

    _graph: Graph
    _schedulers: dict[str, Scheduler]

    def searchPath(self) -> list[str]:
        """Return the folders that are searched for types."""
        from pdg._registry import TypeRegistry

        return TypeRegistry.types().searchPath()

    def findFile(self, name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""
        from pdg._registry import TypeRegistry

        return TypeRegistry.types().findFile(name)

    def globFiles(self, pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""
        return [
            path
            for folder in self.searchPath()
            for path in sorted(glob.glob(os.path.join(glob.escape(folder), pattern)))
        ]

    def globTypeFiles(self) -> list[str]:
        """Return the files of all modules of types on the search path."""
        from pdg._registry import TypeRegistry

        return TypeRegistry.types().globPythonModules()

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directories of all schedulers."""
        for scheduler in self._schedulers.values():
            scheduler.cleanTempDirectory()

    def serializeWorkItemToJSON(self, work_item: WorkItem) -> str:
        """Return a work item as JSON."""
        return to_json(item_to_dict(work_item))

    def serializeWorkItems(self, path: str) -> bool:
        """Write all items, with those of batches in them, to a JSON file; return if that worked.

        The form is not documented; it is that of single items, in a list `workitems`.
        """
        items = [item for item in self._graph._by_id.values() if item.batchParent is None]
        saved = [item_to_dict(item)["workitem"] for item in items]
        return write_file({"workitems": saved}, path)

    def memoryUsage(self, inclusive: bool = False) -> int:
        """Return the bytes of the context itself, with its nodes and items where `inclusive`."""
        nodes = self._graph.nodes() if inclusive else []
        return sys.getsizeof(self) + sum(node.memoryUsage(True) for node in nodes)

    def setValue(self, name: str, parameter: str, value: object) -> None:
        """Set the value of a parameter of a scheduler or node; raises KeyError for an unknown."""
        owner: Any = self._schedulers.get(name) or self._graph._nodes[name]
        owner[parameter] = value

    def setValues(self, name: str, values: Mapping[str, object]) -> None:
        """Set the values of parameters of a scheduler or node; see `setValue`."""
        for parameter, value in values.items():
            self.setValue(name, parameter, value)
