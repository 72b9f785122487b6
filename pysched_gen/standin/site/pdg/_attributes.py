"""`pdg.AttributeOwner`: what can store attributes, a work item or a graph.

Reading what is not there gives None, as the job-side API does. Setting follows the help of
`AttributeOwner`: an array replaces all values, another value goes to `index`; a failure raises
`pdg.AttribError` unless `error_level` says to warn or to be quiet, and then gives None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator

from pdg._attribute import (
    AttributeDictionary,
    AttributeFile,
    AttributeFloat,
    AttributeGeometry,
    AttributeInt,
    AttributePyObject,
    AttributeString,
)
from pdg._attribute_lock import (
    AttributeUtils,
    IgnoreAttributeWarningsBlock,
    LockAttributesBlock,
)
from pdg._attribute_store import AttributeStore, check_name, is_internal
from pdg._enums import attribCollisionStrategy, attribErrorLevel, attribFlag, attribOverwrite
from pdg._enums import attribType as Kind
from pdg._patterns import matches

if TYPE_CHECKING:
    from pdg._file import File

__all__ = [
    "AttributeDictionary",
    "AttributeFile",
    "AttributeFloat",
    "AttributeGeometry",
    "AttributeInt",
    "AttributeOwner",
    "AttributePyObject",
    "AttributeString",
    "AttributeUtils",
    "IgnoreAttributeWarningsBlock",
    "LockAttributesBlock",
]


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


class AttributeOwner(AttributeStore):
    """Base of `pdg.WorkItem` and `pdg.Graph`."""

    __slots__ = ()

    @property
    def attrib(self) -> AttributeAccess:
        """Gives the attribute object: `owner.attrib("x")`, `owner.attrib["x"]`."""
        return AttributeAccess(self)

    @property
    def numAttribs(self) -> int:
        """The number of attributes, internal ones left out."""
        return len(self.attribNames())

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
        if not self.hasAttrib(name):
            return False
        self._check_writable(name)
        del (self._attributes or {})[name]
        return True

    def renameAttrib(self, old_name: str, new_name: str) -> bool:
        """Rename an attribute; return False where there is none, or the new name is taken."""
        if not self.hasAttrib(old_name) or self.hasAttrib(new_name):
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
        from pdg._serialize import save_attributes

        return save_attributes(self, path)

    def loadAttributes(
        self, path: str, strategy: attribCollisionStrategy = attribCollisionStrategy.Replace
    ) -> bool:
        """Add the attributes of a JSON file; `strategy` says which of two wins."""
        from pdg._serialize import load_attributes

        return load_attributes(self, path, strategy)
