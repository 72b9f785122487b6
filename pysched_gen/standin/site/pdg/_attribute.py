"""Attributes of work items and graphs: what all kinds have in common, and each kind.

Every kind but PyObject and Geometry is an array that grows when an index past its end is set.
What a write may not do (wrong type, read-only) raises `pdg.AttribError`. What merge operations
(`pdg.attribMergeType`) make of values is described by the parameter "Merge Operation" of
partitioners.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator

from pdg._enums import attribFlag, attribMergeType, attribType
from pdg._errors import AttribError
from pdg._file import File, as_file, matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdg._attribute_owner import AttributeOwner
    from pdg._graph import Graph
    from pdg._work_item import WorkItem

__all__ = [
    "KINDS",
    "Attribute",
    "AttributeDictionary",
    "AttributeFile",
    "AttributeFloat",
    "AttributeGeometry",
    "AttributeInt",
    "AttributePyObject",
    "AttributeString",
    "is_array",
]

_VALID_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")


def _unique(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _mode(values: Sequence[Any]) -> list[Any]:
    return [max(_unique(values), key=values.count)]


def _median(values: Sequence[Any]) -> list[Any]:
    return [sorted(values)[len(values) // 2]]


_OPERATIONS: dict[int, Callable[[Sequence[Any]], list[Any]]] = {
    int(attribMergeType.AppendArray): list,
    int(attribMergeType.Ignore): list,
    int(attribMergeType.FirstValue): lambda values: [values[0]],
    int(attribMergeType.LastValue): lambda values: [values[-1]],
    int(attribMergeType.Minimum): lambda values: [min(values)],
    int(attribMergeType.Maximum): lambda values: [max(values)],
    int(attribMergeType.Sum): lambda values: [sum(values[1:], values[0])],
    int(attribMergeType.Average): lambda values: [
        type(values[0])(sum(values[1:], values[0]) / len(values))
    ],
    int(attribMergeType.Mode): _mode,
    int(attribMergeType.Median): _median,
    int(attribMergeType.Sorted): sorted,
    int(attribMergeType.SortedUnique): lambda values: sorted(_unique(values)),
    int(attribMergeType.UniqueValues): _unique,
}


def reduce_values(values: Sequence[Any], operation: attribMergeType) -> list[Any]:
    """Return what `operation` makes of `values`: one value, or an array of them.

    The average of ints is an int (not documented; chosen because the attribute keeps its type).

    Raises:
        TypeError: the values cannot be added or compared.
    """
    if not values:
        return []
    return _OPERATIONS[int(operation)](values)


def is_array(value: Any) -> bool:
    """Tell whether `value` sets a whole array: any iterable but text, bytes and dicts."""
    return not isinstance(value, (str, bytes, dict, File)) and hasattr(value, "__iter__")


class Attribute:
    """What all kinds have in common; `pdg.AttributeInt` and the others derive from it."""

    __slots__ = ("_flags", "_name", "_owner", "_values")

    kind = attribType.Undefined
    default: Any = None
    isNumeric = False
    isArray = True

    def __init__(self, owner: AttributeOwner | None, name: str, flags: int = 0) -> None:
        """Make an empty attribute of `owner`."""
        self._owner = owner
        self._name = name
        self._flags = flags
        self._values: list[Any] = []

    @staticmethod
    def isValidName(name: str) -> bool:
        """Tell whether `name` may be an attribute's: letters, digits and `_`, no digit first."""
        return _VALID_NAME.match(name) is not None

    @property
    def name(self) -> str:
        """The name on its owner."""
        return self._name

    @property
    def owner(self) -> AttributeOwner | None:
        """The work item or graph that has the attribute."""
        return self._owner

    @property
    def type(self) -> attribType:
        """The kind."""
        return self.kind

    @property
    def size(self) -> int:
        """The number of values."""
        return len(self._values)

    @property
    def hasData(self) -> bool:
        """Whether there is any value."""
        return bool(self._values)

    @property
    def values(self) -> list[Any]:
        """All values, in a new list."""
        return list(self._values)

    @property
    def flags(self) -> int:
        """The `pdg.attribFlag` bits, ORed."""
        return self._flags

    def hasFlag(self, flag: int) -> bool:
        """Tell whether `flag` is set."""
        return bool(int(self._flags) & int(flag))

    def hasAnyFlags(self, flags: int) -> bool:
        """Tell whether any of the bits `flags` is set."""
        return bool(int(self._flags) & int(flags))

    def hasFlags(self, flags: int) -> bool:
        """Tell whether all of the bits `flags` are set."""
        return int(self._flags) & int(flags) == int(flags)

    def setFlag(self, flag: int, value: bool = True) -> None:
        """Set or clear one flag."""
        self._flags = int(self._flags) | int(flag) if value else int(self._flags) & ~int(flag)

    def setFlags(self, flags: int) -> None:
        """Replace all flags."""
        self._flags = int(flags)

    def isOwner(self, owner: AttributeOwner) -> bool:
        """Tell whether `owner` has the attribute."""
        return self._owner is owner

    def match(self, pattern: str) -> bool:
        """Tell whether the name matches one of the patterns in `pattern`, "^" taking away."""
        return matches(self._name, pattern)

    def hash(self) -> int:
        """Return a number that is equal for equal names and values in one process."""
        return hash((self._name, repr(self._values)))

    def value(self, index: int = 0) -> Any:
        """Return the value at `index`.

        Raises:
            AttribError: there is none.
        """
        if not -len(self._values) <= index < len(self._values):
            raise AttribError(f"attribute '{self._name}' has no value at index {index}")
        return self._values[index]

    def setValue(self, value: Any, index: int = 0) -> None:
        """Set the value at `index`; the array grows with default values up to it, by one for -1.

        Raises:
            TypeError: the value is of another type.
            AttribError: the attribute is read-only.
        """
        converted = self._accept(value)
        self._check_writable()
        if index < 0:
            index = len(self._values)
        while len(self._values) <= index:
            self._values.append(self._empty())
        self._values[index] = converted

    def setValues(self, values: Iterable[Any]) -> None:
        """Replace the whole array; raises as `setValue` does."""
        converted = [self._accept(value) for value in values]
        self._check_writable()
        self._values = converted

    def clear(self) -> None:
        """Remove all values."""
        self._check_writable()
        self._values = []

    def truncate(self, size: int) -> None:
        """Keep the first `size` values."""
        self._check_writable()
        del self._values[size:]

    def reduce(self, operation: attribMergeType) -> None:
        """Replace the values by what `operation` makes of them, such as their sum."""
        self.setValues(reduce_values(self._values, operation))

    def copyFrom(self, other: Attribute) -> None:
        """Take the values of `other`, which is of the same kind."""
        self.setValues(other.values)

    def copyTo(
        self,
        owner: AttributeOwner,
        overwrite: bool = True,
        deep_copy: bool = False,  # noqa: ARG002 - values are never shared here
    ) -> bool:
        """Copy the attribute onto `owner`; return False where it is there and may not go."""
        if not overwrite and not owner._is_free(self._name):
            return False
        owner._write(self._name, self.kind, self.values).setFlags(self._flags)
        return True

    def asString(self, index: int = 0) -> str:
        """Return the value at `index` as text."""
        value = self.value(index)
        return value.path if isinstance(value, File) else str(value)

    def asValues(self) -> str:
        """Return all values as text, with spaces between them."""
        return " ".join(self.asString(index) for index in range(len(self._values)))

    def asNumber(self, index: int = 0) -> float:
        """Return the value at `index` as a number; 0 for text that is none."""
        try:
            return float(self.asString(index))
        except ValueError:
            return 0.0

    def asFile(
        self,
        index: int = 0,
        tag: str = "",
        hash: int = 0,
        own: bool = False,
    ) -> File:
        """Return the value at `index` as a path, in a `pdg.File`."""
        return File(self.asString(index), tag, hash, own)

    def __getitem__(self, index: int) -> Any:
        return self.value(index)

    def __setitem__(self, index: int, value: Any) -> None:
        self.setValue(value, index)

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __repr__(self) -> str:
        return f"<pdg.{type(self).__name__} {self._name}={self._values!r}>"

    def _accept(self, value: Any) -> Any:
        raise self._mismatch(value)

    def _empty(self) -> Any:
        return self.default

    def _check_writable(self) -> None:
        if self._owner is not None:
            self._owner._check_writable(self._name)
        if self.hasFlag(attribFlag.ReadOnly):
            raise AttribError(f"attribute '{self._name}' is read-only")

    def _mismatch(self, value: Any) -> TypeError:
        wanted = self.kind.name
        return TypeError(f"attribute '{self._name}' takes {wanted}, not {type(value).__name__}")


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
