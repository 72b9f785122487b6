# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Files of a work item: what it reads, what it wrote, what it will write."""

from typing import Any, Iterable
from pdg._file import File
from pdg._item_state import ItemState

class ItemFiles(ItemState):
    """The part of `pdg.WorkItem` that has to do with files."""

    @property
    def outputFiles(self) -> list[File]:
        """The files that the item has written; they belong to no item before it cooks."""

    @property
    def expectedOutputFiles(self) -> list[File]:
        """The files that the item is going to write."""

    def addOutputFile(
        self, path: Any, tag: str = ..., hash_code: int = ..., own: bool = ...
    ) -> None:
        """Add a file that the item has written; a missing tag is chosen by its extension."""

    def addOutputFiles(
        self, paths: Iterable[Any], tag: str = ..., hash_codes: Iterable[int] = ..., own: bool = ...
    ) -> None:
        """Add files that the item has written, with one tag for all."""

    def addExpectedOutputFile(self, path: Any, tag: str = ..., own: bool = ...) -> None:
        """Add a file that the item is going to write."""

    def addExpectedOutputFiles(self, paths: Iterable[Any], tag: str = ..., own: bool = ...) -> None:
        """Add files that the item is going to write."""

    def updateOutputFile(self, path: str, index: int = ...) -> bool:
        """Replace the path of the output at `index`; return whether there is one."""

    def clearOutputFiles(self) -> None:
        """Forget the outputs."""

    def clearExpectedOutputFiles(self) -> None:
        """Forget the expected outputs."""

    def outputFilesForTag(self, tag: str) -> list[File]:
        """Return the outputs whose tag begins with `tag`."""

    def firstOutputFileForTag(self, tag: str) -> File | None:
        """Return the first output whose tag begins with `tag`, or None."""

    @property
    def inputFiles(self) -> list[File]:
        """The outputs of the dependencies, unless the item was given inputs of its own."""

    @property
    def expectedInputFiles(self) -> list[File]:
        """The files that the dependencies are going to write."""

    def inputFilesForTag(self, tag: str) -> list[File]:
        """Return the inputs whose tag begins with `tag`."""

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""

    @property
    def expectedResultData(self) -> list[Any]:
        """Older name of `expectedOutputFiles`."""

    @property
    def inputResultData(self) -> list[Any]:
        """Older name of `inputFiles`."""

    @property
    def expectedInputResultData(self) -> list[Any]:
        """Older name of `expectedInputFiles`."""

    def addResultData(
        self, path: str, tag: str = ..., hash_code: int = ..., own: bool = ...
    ) -> None:
        """Older name of `addOutputFile`."""

    def addExpectedResultData(self, path: str, tag: str = ..., own: bool = ...) -> None:
        """Older name of `addExpectedOutputFile`."""

    def updateResultData(self, path: str, index: int = ...) -> bool:
        """Older name of `updateOutputFile`."""

    def clearResultData(self) -> None:
        """Older name of `clearOutputFiles`."""

    def clearExpectedOutputs(self) -> None:
        """Older name of `clearExpectedOutputFiles`."""

    def resultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `outputFilesForTag`."""

    def firstResultDataForTag(self, tag: str) -> Any:
        """Older name of `firstOutputFileForTag`."""

    def inputResultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `inputFilesForTag`."""

    def localizePath(self, path: str) -> str:
        """Return `path` as this machine finds it, by the item's scheduler."""

def _tagged(files: list[File], tag: str) -> list[File]: ...
def _as_results(files: list[File]) -> list[Any]: ...
