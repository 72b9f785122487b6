"""Files of a work item: what it reads, what it wrote, what it will write.

In Houdini 17.5 results are tuples (path, tag, hash); later they are `pdg.File`. `resultData` and
its like are the older names of `outputFiles` and its like (help page of `pdg.WorkItem`).
"""

from __future__ import annotations

from typing import Any, Iterable

from pdg._enums import fileType
from pdg._file import File, as_file, localized
from pdg._item_state import ItemState
from pdg._release import since

__all__ = ["ItemFiles"]


class ItemFiles(ItemState):
    """The part of `pdg.WorkItem` that has to do with files."""

    __slots__ = ("_expected", "_inputs", "_outputs")

    _expected: list[File] | None
    _inputs: list[File] | None
    _outputs: list[File] | None

    @property
    def outputFiles(self) -> list[File]:
        """The files that the item has written; they belong to no item before it cooks."""
        return list(self._outputs or ())

    @property
    def expectedOutputFiles(self) -> list[File]:
        """The files that the item is going to write."""
        return list(self._expected or ())

    def addOutputFile(
        self,
        path: Any,
        tag: str = "",
        hash_code: int = 0,
        own: bool = True,
    ) -> None:
        """Add a file that the item has written; a missing tag is chosen by its extension."""
        self._add_outputs([self._file(path, tag, hash_code, own)])

    def addOutputFiles(
        self,
        paths: Iterable[Any],
        tag: str = "",
        hash_codes: Iterable[int] = (),
        own: bool = True,
    ) -> None:
        """Add files that the item has written, with one tag for all."""
        codes = list(hash_codes) if hasattr(hash_codes, "__iter__") else []
        self._add_outputs(
            [
                self._file(path, tag, codes[place] if place < len(codes) else 0, own)
                for place, path in enumerate(paths)
            ]
        )

    def addExpectedOutputFile(self, path: Any, tag: str = "", own: bool = True) -> None:
        """Add a file that the item is going to write."""
        if self._expected is None:
            self._expected = []
        self._expected.append(self._file(path, tag, 0, own, fileType.Expected))

    def addExpectedOutputFiles(self, paths: Iterable[Any], tag: str = "", own: bool = True) -> None:
        """Add files that the item is going to write."""
        for path in paths:
            self.addExpectedOutputFile(path, tag, own)

    def updateOutputFile(self, path: str, index: int = 0) -> bool:
        """Replace the path of the output at `index`; return whether there is one."""
        if self._outputs is None or not 0 <= index < len(self._outputs):
            return False
        old = self._outputs[index]
        self._outputs[index] = self._file(path, old.tag, old.hash, old.owned)
        return True

    def clearOutputFiles(self) -> None:
        """Forget the outputs."""
        self._outputs = None

    def clearExpectedOutputFiles(self) -> None:
        """Forget the expected outputs."""
        self._expected = None

    def outputFilesForTag(self, tag: str) -> list[File]:
        """Return the outputs whose tag begins with `tag`."""
        return _tagged(self.outputFiles, tag)

    def firstOutputFileForTag(self, tag: str) -> File | None:
        """Return the first output whose tag begins with `tag`, or None."""
        return next(iter(self.outputFilesForTag(tag)), None)

    @property
    def inputFiles(self) -> list[File]:
        """The outputs of the dependencies, unless the item was given inputs of its own."""
        if self._inputs is not None:
            return list(self._inputs)
        return [file for item in self._dependencies for file in item.outputFiles]

    @property
    def expectedInputFiles(self) -> list[File]:
        """The files that the dependencies are going to write."""
        return [file for item in self._dependencies for file in item.expectedOutputFiles]

    def inputFilesForTag(self, tag: str) -> list[File]:
        """Return the inputs whose tag begins with `tag`."""
        return _tagged(self.inputFiles, tag)

    @property
    def resultData(self) -> list[Any]:
        """Older name of `outputFiles`."""
        return _as_results(self.outputFiles)

    @property
    def expectedResultData(self) -> list[Any]:
        """Older name of `expectedOutputFiles`."""
        return _as_results(self.expectedOutputFiles)

    @property
    def inputResultData(self) -> list[Any]:
        """Older name of `inputFiles`."""
        return _as_results(self.inputFiles)

    @property
    def expectedInputResultData(self) -> list[Any]:
        """Older name of `expectedInputFiles`."""
        return _as_results(self.expectedInputFiles)

    def addResultData(
        self,
        path: str,
        tag: str = "",
        hash_code: int = 0,
        own: bool = True,
    ) -> None:
        """Older name of `addOutputFile`."""
        self.addOutputFile(path, tag, hash_code, own)

    def addExpectedResultData(self, path: str, tag: str = "", own: bool = True) -> None:
        """Older name of `addExpectedOutputFile`."""
        self.addExpectedOutputFile(path, tag, own)

    def updateResultData(self, path: str, index: int = 0) -> bool:
        """Older name of `updateOutputFile`."""
        return self.updateOutputFile(path, index)

    def clearResultData(self) -> None:
        """Older name of `clearOutputFiles`."""
        self.clearOutputFiles()

    def clearExpectedOutputs(self) -> None:
        """Older name of `clearExpectedOutputFiles`."""
        self.clearExpectedOutputFiles()

    def resultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `outputFilesForTag`."""
        return _as_results(self.outputFilesForTag(tag))

    def firstResultDataForTag(self, tag: str) -> Any:
        """Older name of `firstOutputFileForTag`."""
        return next(iter(self.resultDataForTag(tag)), None)

    def inputResultDataForTag(self, tag: str) -> list[Any]:
        """Older name of `inputFilesForTag`."""
        return _as_results(self.inputFilesForTag(tag))

    def localizePath(self, path: str) -> str:
        """Return `path` as this machine finds it, by the item's scheduler."""
        return localized(path, self._node)

    def _add_outputs(self, files: Iterable[File]) -> None:
        """Add files; one that is there already is replaced, so a second report adds nothing."""
        kept = {file.path: file for file in self._outputs or ()}
        kept.update((file.path, as_file(file, self._node)) for file in files)
        self._outputs = list(kept.values())

    def _file(
        self,
        path: Any,
        tag: str,
        hash_code: int,
        own: bool,
        kind: fileType = fileType.Generated,
    ) -> File:
        if isinstance(path, File):
            return as_file(path, self._node)
        if not isinstance(path, str):
            raise TypeError(f"a file is given as a path, not as {type(path).__name__}")
        return File(path, tag, int(hash_code), own, kind, node=self._node)


def _tagged(files: list[File], tag: str) -> list[File]:
    return [file for file in files if file.tag.startswith(tag)]


def _as_results(files: list[File]) -> list[Any]:
    return list(files) if since(18, 0) else [file.asTuple() for file in files]
