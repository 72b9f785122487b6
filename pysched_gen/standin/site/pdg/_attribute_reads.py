"""Reading attributes: what is not there is None, as the job-side API has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator

from pdg._attribute_store import AttributeStore, is_internal
from pdg._enums import attribType as Kind
from pdg._patterns import matches

if TYPE_CHECKING:
    from pdg._file import File

__all__ = ["AttributeReads"]


class AttributeAccess:
    """`owner.attrib`: gives an attribute when called and when subscripted."""

    __slots__ = ("_owner",)

    def __init__(self, owner: AttributeReads) -> None:
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


class AttributeReads(AttributeStore):
    """The part of `pdg.AttributeOwner` that reads."""

    __slots__ = ()

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
