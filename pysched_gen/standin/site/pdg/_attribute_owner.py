"""`pdg.AttributeOwner`: what can store attributes, a work item or a graph; and who may write them.

Reading what is not there gives None, as the job-side API does. Setting follows the help of
`AttributeOwner`: an array replaces all values, another value goes to `index`; a failure raises
`pdg.AttribError` unless `error_level` says to warn or to be quiet, and then gives None.

Attributes of a work item may be written in a node's or scheduler's callback, of a scheduler only
in onSchedule, and elsewhere inside `with work_item.lockAttributes():` (documented, pages
LockAttributesBlock and schedulers_callbacks). What else happens is not documented: here the write
is refused as other failures of the attribute functions are, with `pdg.AttribError`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Callable, Iterator

from pdg._attribute import (
    KINDS,
    Attribute,
    is_array,
)
from pdg._enums import attribCollisionStrategy, attribErrorLevel, attribFlag, attribOverwrite
from pdg._enums import attribType as Kind
from pdg._errors import AttribError
from pdg._file import matches
from pdg._work_item_json import add_attributes, attributes_to_dict, read_file, write_file

if TYPE_CHECKING:
    from types import TracebackType

    from pdg._file import File

__all__ = [
    "AttributeOwner",
    "AttributeUtils",
    "IgnoreAttributeWarningsBlock",
    "LockAttributesBlock",
]

_INTERNAL = "__pdg_"


class _Held(threading.local):
    """What this thread holds."""

    def __init__(self) -> None:
        self.owners: list[AttributeOwner] = []
        self.ignored = 0


_held = _Held()


def may_write(owner: AttributeOwner) -> bool:
    """Tell whether this thread holds the lock of `owner`, or ignores warnings."""
    return _held.ignored > 0 or any(held is owner for held in _held.owners)


class LockAttributesBlock:
    """What `lockAttributes()` returns: the thread may write the attributes of one owner in it."""

    __slots__ = ("_lock", "_owner")

    def __init__(self, owner: AttributeOwner) -> None:
        """Prepare to lock `owner`."""
        self._owner = owner
        self._lock = owner._attribute_lock()

    def __enter__(self) -> LockAttributesBlock:
        """Wait for the lock and take it."""
        if self._lock is not None:
            self._lock.acquire()
        _held.owners.append(self._owner)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Return the lock back."""
        _held.owners.pop()
        if self._lock is not None:
            self._lock.release()


class IgnoreAttributeWarningsBlock:
    """What `pdg.AttributeUtils.ignoreWarnings()` returns: writes in it are not checked."""

    __slots__ = ()

    def __enter__(self) -> IgnoreAttributeWarningsBlock:
        """Begin."""
        _held.ignored += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        _held.ignored -= 1


class AttributeUtils:
    """Functions for attributes."""

    @staticmethod
    def ignoreWarnings() -> IgnoreAttributeWarningsBlock:
        """Return a block in which nothing is said about writes that are not safe."""
        return IgnoreAttributeWarningsBlock()


def is_internal(attribute: Attribute) -> bool:
    """Tell whether `attribute` is kept out of listings."""
    return attribute.name.startswith(_INTERNAL) or attribute.hasFlag(attribFlag.Internal)


def check_name(name: str) -> None:
    """Raise AttribError where `name` cannot name an attribute."""
    if not Attribute.isValidName(name):
        raise AttribError(f"'{name}' is no name of an attribute: letters, digits and _ only")


class AttributeAccess:
    """`owner.attrib`: gives an attribute when called and when subscripted."""

    __slots__ = ("_owner",)

    def __init__(self, owner: AttributeOwner) -> None:
        """Look up attributes of `owner`."""
        self._owner = owner

    def __call__(self, name: str, type: Kind = Kind.Undefined) -> Any:
        """Return the attribute `name`, of any kind or of kind `type`; None where there is none."""
        return self._owner._find(name, type)

    def __getitem__(self, name: str) -> Any:
        return self._owner._find(name, Kind.Undefined)

    def __contains__(self, name: str) -> bool:
        return self._owner.hasAttrib(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._owner.attribNames())


class AttributeOwner:
    """Base of `pdg.WorkItem` and `pdg.Graph`."""

    __slots__ = ("_attributes",)

    def __init__(self) -> None:
        """Start without attributes."""
        # Most of a hundred thousand items have none: the dict comes with the first.
        self._attributes: dict[str, Attribute] | None = None

    def _find(self, name: str, kind: Kind) -> Any:
        found = (self._attributes or {}).get(name)
        if found is None or kind not in (Kind.Undefined, found.type):
            return None
        return found

    def _is_free(self, name: str) -> bool:
        return name not in (self._attributes or {})

    def _erase(self, name: str) -> bool:
        if self._is_free(name):
            return False
        self._check_writable(name)
        del (self._attributes or {})[name]
        return True

    def _value(self, name: str, kind: Kind, index: int) -> Any:
        found = self._find(name, kind)
        return None if found is None or not 0 <= index < found.size else found.value(index)

    def _array(self, name: str, kind: Kind) -> list[Any]:
        found = self._find(name, kind)
        return [] if found is None else found.values

    def _set(
        self,
        kind: Kind,
        name: str,
        value: Any,
        index: int,
        overwrite: attribOverwrite,
        error_level: attribErrorLevel,
    ) -> Any:
        def assign() -> Any:
            attribute = self._checked(name, kind, overwrite)
            if is_array(value):
                attribute.setValues(value)
            else:
                attribute.setValue(value, index)
            return attribute

        return self._try(error_level, assign)

    def _try(self, error_level: attribErrorLevel, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except AttribError as error:
            if error_level == attribErrorLevel.Error:
                raise
            if error_level == attribErrorLevel.Warn:
                self._warn_attribute(str(error))
            return None

    def _checked(self, name: str, kind: Kind, overwrite: attribOverwrite) -> Any:
        """Return the attribute to write to, or raise AttribError."""
        self._check_writable(name)
        found = self._find(name, Kind.Undefined)
        if found is not None and overwrite == attribOverwrite.Never:
            raise AttribError(f"attribute '{name}' exists")
        if found is not None and found.type != kind and overwrite == attribOverwrite.Match:
            raise AttribError(f"attribute '{name}' is of type {found.type.name}, not {kind.name}")
        if found is None or found.type != kind:
            return self._create(name, kind)
        return found

    def _create(self, name: str, kind: Kind) -> Any:
        check_name(name)
        if int(kind) not in KINDS:
            raise AttribError(f"attribute '{name}' cannot be of type {kind.name}")
        if self._attributes is None:
            self._attributes = {}
        attribute = KINDS[int(kind)](self, name)
        self._attributes[name] = attribute
        return attribute

    def _write(self, name: str, kind: Kind, value: Any, index: int = 0) -> Any:
        """Set an attribute without asking for the lock, for what jobs report and files hold.

        One of another kind is replaced. A negative `index` appends, as job scripts do with -1.
        """
        found = self._find(name, kind) or self._create(name, kind)
        if is_array(value):
            found._values = [found._accept(one) for one in value]
        elif not found.isArray:
            found._values = [found._accept(value)]
        elif index < 0:
            found._values.append(found._accept(value))
        else:
            found._values += [found._empty() for _ in range(index + 1 - found.size)]
            found._values[index] = found._accept(value)
        return found

    def _check_writable(self, name: str) -> None:
        if not self._is_open() and not may_write(self):
            raise AttribError(
                f"attribute '{name}' can be written in onSchedule, or inside "
                "`with work_item.lockAttributes():`"
            )

    def _is_open(self) -> bool:
        """Tell whether a callback that may write attributes is running."""
        return True

    def _attribute_lock(self) -> threading.RLock | None:
        """Return what `lockAttributes` locks."""
        return None

    def _warn_attribute(self, message: str) -> None:
        """Say what `attribErrorLevel.Warn` asks to be said."""

    @property
    def attrib(self) -> AttributeAccess:
        """Gives the attribute object: `owner.attrib("x")`, `owner.attrib["x"]`."""
        return AttributeAccess(self)

    @property
    def numAttribs(self) -> int:
        """The number of attributes, internal ones left out."""
        return len(self.attribNames())

    def hasAttrib(self, name: str) -> bool:
        """Tell whether there is an attribute `name`."""
        return self._attributes is not None and name in self._attributes

    def attribType(self, name: str) -> Kind:
        """Return the kind of the attribute `name`, Undefined where there is none."""
        found = self._find(name, Kind.Undefined)
        return Kind.Undefined if found is None else found.type

    def attribNames(self, type: Kind = Kind.Undefined) -> list[str]:
        """Return the names of all attributes, or of those of kind `type`; internal ones not."""
        return [
            attribute.name
            for attribute in (self._attributes or {}).values()
            if type in (Kind.Undefined, attribute.type) and not is_internal(attribute)
        ]

    def attribMatch(self, pattern: str) -> list[str]:
        """Return the names that match the patterns, as in "frame* ^framestep"."""
        return [name for name in self.attribNames() if matches(name, pattern)]

    def attribValues(self) -> dict[str, list[Any]]:
        """Return all attributes as lists of values by name."""
        return {name: self.attribArray(name) for name in self.attribNames()}

    def attribHash(self, include_internal: bool = False) -> int:
        """Return a number that is equal for equal attributes in one process."""
        kept = (self._attributes or {}).values()
        return hash(frozenset(a.hash() for a in kept if include_internal or not is_internal(a)))

    def attribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of the attribute `name`, None where there is none."""
        return self._value(name, Kind.Undefined, index)

    def attribArray(self, name: str) -> list[Any]:
        """Return all values of the attribute `name`, none where there is no such attribute."""
        return self._array(name, Kind.Undefined)

    def intAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of an int attribute, or None."""
        return self._value(name, Kind.Int, index)

    def floatAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of a float attribute, or None."""
        return self._value(name, Kind.Float, index)

    def stringAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one value of a string attribute, or None."""
        return self._value(name, Kind.String, index)

    def fileAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one `pdg.File` of a file attribute, or None."""
        return self._value(name, Kind.File, index)

    def dictAttribValue(self, name: str, index: int = 0) -> Any:
        """Return one dict of a dict attribute, or None."""
        return self._value(name, Kind.Dict, index)

    def pyObjectAttribValue(self, name: str) -> Any:
        """Return the object of a PyObject attribute, or None."""
        return self._value(name, Kind.PyObject, 0)

    def geometryAttribValue(self, name: str) -> Any:
        """Return the geometry of a geometry attribute, or None."""
        return self._value(name, Kind.Geometry, 0)

    def intAttribArray(self, name: str) -> list[int]:
        """Return all values of an int attribute."""
        return self._array(name, Kind.Int)

    def floatAttribArray(self, name: str) -> list[float]:
        """Return all values of a float attribute."""
        return self._array(name, Kind.Float)

    def stringAttribArray(self, name: str) -> list[str]:
        """Return all values of a string attribute."""
        return self._array(name, Kind.String)

    def fileAttribArray(self, name: str) -> list[File]:
        """Return all files of a file attribute."""
        return self._array(name, Kind.File)

    def dictAttribArray(self, name: str) -> list[dict[str, Any]]:
        """Return all dicts of a dict attribute."""
        return self._array(name, Kind.Dict)

    def timeDependentAttribs(self) -> list[str]:
        """Return the names of attributes that change with the frame: none here."""
        return []

    def addAttrib(
        self,
        name: str,
        type: Kind,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Return a new attribute, or the one of that name and type that is there.

        One of another type is an error, unless `overwrite` is Always; with Never any one is.
        """
        return self._try(error_level, lambda: self._checked(name, type, overwrite))

    def setIntAttrib(
        self,
        name: str,
        value: Any,
        index: int = 0,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set an int, or an array of them."""
        return self._set(Kind.Int, name, value, index, overwrite, error_level)

    def setFloatAttrib(
        self,
        name: str,
        value: Any,
        index: int = 0,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set a float, or an array of them."""
        return self._set(Kind.Float, name, value, index, overwrite, error_level)

    def setStringAttrib(
        self,
        name: str,
        value: Any,
        index: int = 0,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set a text, or an array of them."""
        return self._set(Kind.String, name, value, index, overwrite, error_level)

    def setFileAttrib(
        self,
        name: str,
        value: Any,
        index: int = 0,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set a `pdg.File`, or an array of them."""
        return self._set(Kind.File, name, value, index, overwrite, error_level)

    def setDictAttrib(
        self,
        name: str,
        value: Any,
        index: int = 0,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set a dict, or an array of them."""
        return self._set(Kind.Dict, name, value, index, overwrite, error_level)

    def setPyObjectAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set any object."""
        return self._set(Kind.PyObject, name, [value], 0, overwrite, error_level)

    def setGeometryAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = attribOverwrite.Match,
        error_level: attribErrorLevel = attribErrorLevel.Error,
    ) -> Any:
        """Set geometry, which stays the object it is."""
        return self._set(Kind.Geometry, name, [value], 0, overwrite, error_level)

    def setAttribFlag(self, name: str, flag: attribFlag, value: bool = True) -> bool:
        """Set or clear a flag of the attribute `name`; return whether there is one."""
        found = self._find(name, Kind.Undefined)
        if found is None:
            return False
        self._check_writable(name)
        found.setFlag(flag, value)
        return True

    def eraseAttrib(self, name: str) -> bool:
        """Remove the attribute `name`; return whether there was one."""
        return self._erase(name)

    def renameAttrib(self, old_name: str, new_name: str) -> bool:
        """Rename an attribute; return False where there is none, or the new name is taken."""
        if self._is_free(old_name) or not self._is_free(new_name):
            return False
        self._check_writable(old_name)
        attributes = self._attributes or {}
        attribute = attributes.pop(old_name)
        check_name(new_name)
        attribute._name = new_name
        attributes[new_name] = attribute
        return True

    def clearAttribs(self) -> None:
        """Remove all attributes but internal ones."""
        self._check_writable("*")
        kept = (self._attributes or {}).values()
        self._attributes = {a.name: a for a in kept if is_internal(a)} or None

    def lockAttributes(self) -> LockAttributesBlock:
        """Return a block in which this thread may write, outside of callbacks too."""
        return LockAttributesBlock(self)

    def saveAttributes(self, path: str) -> bool:
        """Write the attributes to a JSON file."""
        stored = (self._attributes or {}).values()
        return write_file({"attributes": attributes_to_dict(stored)}, path)

    def loadAttributes(
        self, path: str, strategy: attribCollisionStrategy = attribCollisionStrategy.Replace
    ) -> bool:
        """Add the attributes of a JSON file; `strategy` says which of two wins.

        Return False where there is no such file; raises ValueError for one that holds something
        else.
        """
        try:
            values = read_file(path)
        except OSError:
            return False
        self._check_writable("*")
        add_attributes(self, values.get("attributes", {}), strategy)
        return True
