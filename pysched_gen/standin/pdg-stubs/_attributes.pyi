# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.AttributeOwner`: what can store attributes, a work item or a graph."""

from typing import Any
from pdg._attribute_kinds import (
    AttributeDictionary as AttributeDictionary,
    AttributeFile as AttributeFile,
    AttributeFloat as AttributeFloat,
    AttributeGeometry as AttributeGeometry,
    AttributeInt as AttributeInt,
    AttributePyObject as AttributePyObject,
    AttributeString as AttributeString,
)
from pdg._attribute_lock import (
    AttributeUtils as AttributeUtils,
    IgnoreAttributeWarningsBlock as IgnoreAttributeWarningsBlock,
    LockAttributesBlock as LockAttributesBlock,
)
from pdg._attribute_reads import AttributeReads
from pdg._enums import attribCollisionStrategy, attribErrorLevel, attribFlag, attribOverwrite
from pdg._enums import attribType as Kind

class AttributeOwner(AttributeReads):
    """Base of `pdg.WorkItem` and `pdg.Graph`."""

    def addAttrib(
        self,
        name: str,
        type: Kind,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Return a new attribute, or the one of that name and type that is there.

        One of another type is an error, unless `overwrite` is Always; with Never any one is.
        """

    def setIntAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set an int, or an array of them."""

    def setFloatAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a float, or an array of them."""

    def setStringAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a text, or an array of them."""

    def setFileAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a `pdg.File`, or an array of them."""

    def setDictAttrib(
        self,
        name: str,
        value: Any,
        index: int = ...,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set a dict, or an array of them."""

    def setPyObjectAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set any object."""

    def setGeometryAttrib(
        self,
        name: str,
        value: Any,
        overwrite: attribOverwrite = ...,
        error_level: attribErrorLevel = ...,
    ) -> Any:
        """Set geometry, which stays the object it is."""

    def setAttribFlag(self, name: str, flag: attribFlag, value: bool = ...) -> bool:
        """Set or clear a flag of the attribute `name`; return whether there is one."""

    def eraseAttrib(self, name: str) -> bool:
        """Remove the attribute `name`; return whether there was one."""

    def renameAttrib(self, old_name: str, new_name: str) -> bool:
        """Rename an attribute; return False where there is none, or the new name is taken."""

    def clearAttribs(self) -> None:
        """Remove all attributes but internal ones."""

    def lockAttributes(self) -> LockAttributesBlock:
        """Return a block in which this thread may write, outside of callbacks too."""

    def saveAttributes(self, path: str) -> bool:
        """Write the attributes to a JSON file."""

    def loadAttributes(self, path: str, strategy: attribCollisionStrategy = ...) -> bool:
        """Add the attributes of a JSON file; `strategy` says which of two wins."""
