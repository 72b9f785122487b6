# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Members of `pdg.GraphContext` that look for files, clean up, and save single items."""

from typing import Mapping
from pdg._workitem import WorkItem

class ContextFiles:
    """The part of `pdg.GraphContext` that has to do with files."""

    def searchPath(self) -> list[str]:
        """Return the folders that are searched for types."""

    def findFile(self, name: str) -> str:
        """Return the first file of that name on the search path, "" where there is none."""

    def globFiles(self, pattern: str) -> list[str]:
        """Return the files on the search path whose names match `pattern`."""

    def globTypeFiles(self) -> list[str]:
        """Return the files of all modules of types on the search path."""

    def cleanTempDirectory(self) -> None:
        """Delete the temporary directories of all schedulers."""

    def serializeWorkItemToJSON(self, work_item: WorkItem) -> str:
        """Return a work item as JSON."""

    def serializeWorkItems(self, path: str) -> bool:
        """Write all items, with those of batches in them, to a JSON file; return if that worked.

        The form is not documented; it is that of single items, in a list `workitems`.
        """

    def memoryUsage(self, inclusive: bool = ...) -> int:
        """Return the bytes of the context itself, with its nodes and items where `inclusive`."""

    def setValue(self, name: str, parameter: str, value: object) -> None:
        """Set the value of a parameter of a scheduler or node; raises KeyError for an unknown."""

    def setValues(self, name: str, values: Mapping[str, object]) -> None:
        """Set the values of parameters of a scheduler or node; see `setValue`."""
