"""The kinds of attributes: one class for each `pdg.attribType`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable

from pdg._attribute import Attribute
from pdg._enums import attribType
from pdg._file import File, as_file

if TYPE_CHECKING:
    from pdg._graph import Graph
    from pdg._workitem import WorkItem

__all__ = [
    "KINDS",
    "AttributeDictionary",
    "AttributeFile",
    "AttributeFloat",
    "AttributeGeometry",
    "AttributeInt",
    "AttributePyObject",
    "AttributeString",
]


class AttributeInt(Attribute):
    """`pdg.AttributeInt`: an array of ints."""

    __slots__ = ()
    kind = attribType.Int
    default = 0
    isNumeric = True

    def asWorkItems(self, graph: Graph, include_none: bool = False) -> list[WorkItem | None]:
        """Return the work items whose ids are the values."""
        found = [graph.workItemById(item_id) for item_id in self._values]
        return [item for item in found if item is not None or include_none]

    def _accept(self, value: Any) -> int:
        if isinstance(value, int):
            return int(value)
        raise self._mismatch(value)


class AttributeFloat(Attribute):
    """`pdg.AttributeFloat`: an array of floats; ints are taken too."""

    __slots__ = ()
    kind = attribType.Float
    default = 0.0
    isNumeric = True

    def _accept(self, value: Any) -> float:
        if isinstance(value, (int, float)):
            return float(value)
        raise self._mismatch(value)


class AttributeString(Attribute):
    """`pdg.AttributeString`: an array of texts."""

    __slots__ = ()
    kind = attribType.String
    default = ""

    def _accept(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        raise self._mismatch(value)


class AttributeFile(Attribute):
    """`pdg.AttributeFile`: an array of `pdg.File`; a path is taken as one with its usual tag."""

    __slots__ = ()
    kind = attribType.File

    def valuesForTag(self, tag: str) -> list[File]:
        """Return the files whose tag begins with `tag`."""
        return [file for file in self._values if file.tag.startswith(tag)]

    def valueForTag(self, tag: str) -> File | None:
        """Return the first file whose tag begins with `tag`, or None."""
        return next(iter(self.valuesForTag(tag)), None)

    def _accept(self, value: Any) -> File:
        if isinstance(value, (str, File)):
            return as_file(value)
        raise self._mismatch(value)

    def _empty(self) -> File:
        return File("")


class AttributeDictionary(Attribute):
    """`pdg.AttributeDictionary`: an array of nested dicts of plain values."""

    __slots__ = ()
    kind = attribType.Dict

    def _accept(self, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return dict(value)
        raise self._mismatch(value)

    def _empty(self) -> dict[str, Any]:
        return {}


class AttributePyObject(Attribute):
    """`pdg.AttributePyObject`: any one Python object."""

    __slots__ = ()
    kind = attribType.PyObject
    isArray = False

    @property
    def object(self) -> Any:
        """The object, None where there is none."""
        return self._values[0] if self._values else None

    def setValues(self, values: Iterable[Any]) -> None:
        """Take the first of `values`."""
        self._check_writable()
        self._values = list(values)[:1]

    def setValue(self, value: Any, index: int = 0) -> None:  # noqa: ARG002 - there is one
        """Replace the object."""
        self._check_writable()
        self._values = [value]

    def _accept(self, value: Any) -> Any:
        return value


class AttributeGeometry(AttributePyObject):
    """`pdg.AttributeGeometry`: geometry, here any object; nothing can be asked of it."""

    __slots__ = ()
    kind = attribType.Geometry

    @property
    def geometry(self) -> Any:
        """The object, None where there is none."""
        return self.object


KINDS: dict[int, Any] = {
    int(kind.kind): kind
    for kind in (
        AttributeInt,
        AttributeFloat,
        AttributeString,
        AttributeFile,
        AttributeDictionary,
        AttributePyObject,
        AttributeGeometry,
    )
}
