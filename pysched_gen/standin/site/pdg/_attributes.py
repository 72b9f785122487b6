"""`pdg.AttributeOwner`: what can store attributes, a work item or a graph.

Reading what is not there gives None, as the job-side API does. Setting follows the help of
`AttributeOwner`: an array replaces all values, another value goes to `index`; a failure raises
`pdg.AttribError` unless `error_level` says to warn or to be quiet, and then gives None.
"""

from __future__ import annotations

from typing import Any

from pdg._attribute_kinds import (
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
from pdg._attribute_reads import AttributeReads
from pdg._attribute_store import check_name, is_internal
from pdg._enums import attribCollisionStrategy, attribErrorLevel, attribFlag, attribOverwrite
from pdg._enums import attribType as Kind

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


class AttributeOwner(AttributeReads):
    """Base of `pdg.WorkItem` and `pdg.Graph`."""

    __slots__ = ()

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
        from pdg._item_load import save_attributes

        return save_attributes(self, path)

    def loadAttributes(
        self, path: str, strategy: attribCollisionStrategy = attribCollisionStrategy.Replace
    ) -> bool:
        """Add the attributes of a JSON file; `strategy` says which of two wins."""
        from pdg._item_load import load_attributes

        return load_attributes(self, path, strategy)
