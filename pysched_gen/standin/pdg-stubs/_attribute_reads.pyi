# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""Reading attributes: what is not there is None, as the job-side API has it."""

from typing import Any, Iterator
from pdg._attribute_store import AttributeStore
from pdg._enums import attribType as Kind
from pdg._file import File

class AttributeAccess:
    """`owner.attrib`: gives an attribute when called and when subscripted."""

    def __init__(self, owner: AttributeReads) -> None:
        """Look up attributes of `owner`."""

    def __call__(self, name: str, type: Kind = ...) -> Any:
        """Return the attribute `name`, of any kind or of kind `type`; None where there is none."""

    def __getitem__(self, name: str) -> Any: ...
    def __contains__(self, name: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...

class AttributeReads(AttributeStore):
    """The part of `pdg.AttributeOwner` that reads."""

    @property
    def attrib(self) -> AttributeAccess:
        """Gives the attribute object: `owner.attrib("x")`, `owner.attrib["x"]`."""

    @property
    def numAttribs(self) -> int:
        """The number of attributes, internal ones left out."""

    def hasAttrib(self, name: str) -> bool:
        """Tell whether there is an attribute `name`."""

    def attribType(self, name: str) -> Kind:
        """Return the kind of the attribute `name`, Undefined where there is none."""

    def attribNames(self, type: Kind = ...) -> list[str]:
        """Return the names of all attributes, or of those of kind `type`; internal ones not."""

    def attribMatch(self, pattern: str) -> list[str]:
        """Return the names that match the patterns, as in "frame* ^framestep"."""

    def attribValues(self) -> dict[str, list[Any]]:
        """Return all attributes as lists of values by name."""

    def attribHash(self, include_internal: bool = ...) -> int:
        """Return a number that is equal for equal attributes in one process."""

    def attribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of the attribute `name`, None where there is none."""

    def attribArray(self, name: str) -> list[Any]:
        """Return all values of the attribute `name`, none where there is no such attribute."""

    def intAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of an int attribute, or None."""

    def floatAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of a float attribute, or None."""

    def stringAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one value of a string attribute, or None."""

    def fileAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one `pdg.File` of a file attribute, or None."""

    def dictAttribValue(self, name: str, index: int = ...) -> Any:
        """Return one dict of a dict attribute, or None."""

    def pyObjectAttribValue(self, name: str) -> Any:
        """Return the object of a PyObject attribute, or None."""

    def geometryAttribValue(self, name: str) -> Any:
        """Return the geometry of a geometry attribute, or None."""

    def intAttribArray(self, name: str) -> list[int]:
        """Return all values of an int attribute."""

    def floatAttribArray(self, name: str) -> list[float]:
        """Return all values of a float attribute."""

    def stringAttribArray(self, name: str) -> list[str]:
        """Return all values of a string attribute."""

    def fileAttribArray(self, name: str) -> list[File]:
        """Return all files of a file attribute."""

    def dictAttribArray(self, name: str) -> list[dict[str, Any]]:
        """Return all dicts of a dict attribute."""

    def timeDependentAttribs(self) -> list[str]:
        """Return the names of attributes that change with the frame: none here."""
