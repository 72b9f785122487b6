# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""The kinds of attributes: one class for each `pdg.attribType`."""

from typing import Any, Iterable
from pdg._attribute import Attribute
from pdg._file import File
from pdg._graph import Graph
from pdg._workitem import WorkItem

class AttributeInt(Attribute):
    """`pdg.AttributeInt`: an array of ints."""

    kind: Any
    default: int
    isNumeric: bool
    def asWorkItems(self, graph: Graph, include_none: bool = ...) -> list[WorkItem | None]:
        """Return the work items whose ids are the values."""

class AttributeFloat(Attribute):
    """`pdg.AttributeFloat`: an array of floats; ints are taken too."""

    kind: Any
    default: float
    isNumeric: bool

class AttributeString(Attribute):
    """`pdg.AttributeString`: an array of texts."""

    kind: Any
    default: str

class AttributeFile(Attribute):
    """`pdg.AttributeFile`: an array of `pdg.File`; a path is taken as one with its usual tag."""

    kind: Any
    def valuesForTag(self, tag: str) -> list[File]:
        """Return the files whose tag begins with `tag`."""

    def valueForTag(self, tag: str) -> File | None:
        """Return the first file whose tag begins with `tag`, or None."""

class AttributeDictionary(Attribute):
    """`pdg.AttributeDictionary`: an array of nested dicts of plain values."""

    kind: Any
    description: Any
    importAttributes: Any
    mergeValue: Any
    queryF: Any
    queryS: Any

class AttributePyObject(Attribute):
    """`pdg.AttributePyObject`: any one Python object."""

    kind: Any
    isArray: bool
    @property
    def object(self) -> Any:
        """The object, None where there is none."""

    def setValues(self, values: Iterable[Any]) -> None:
        """Take the first of `values`."""

    def setValue(self, value: Any, index: int = ...) -> None:
        """Replace the object."""
    queryF: Any
    queryP: Any
    queryS: Any
    setLiteral: Any

class AttributeGeometry(AttributePyObject):
    """`pdg.AttributeGeometry`: geometry, here any object; nothing can be asked of it."""

    kind: Any
    @property
    def geometry(self) -> Any:
        """The object, None where there is none."""
    description: Any

KINDS: dict[int, Any]
