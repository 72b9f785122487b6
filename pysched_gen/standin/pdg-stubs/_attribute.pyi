# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What the attributes of work items and graphs have in common, whatever their kind."""

from typing import Any, Iterable, Iterator
from pdg._enums import attribType
from pdg._file import File
from pdg._attributes import AttributeOwner
from pdg._enums import attribMergeType

def is_array(value: Any) -> bool:
    """Tell whether `value` sets a whole array: any iterable but text, bytes and dicts."""

class Attribute:
    """What all kinds have in common; `pdg.AttributeInt` and the others derive from it."""

    kind: Any
    default: Any
    isNumeric: bool
    isArray: bool
    def __init__(self, owner: AttributeOwner | None, name: str, flags: int = ...) -> None:
        """Make an empty attribute of `owner`."""

    @staticmethod
    def isValidName(name: str) -> bool:
        """Tell whether `name` may be an attribute's: letters, digits and `_`, no digit first."""

    @property
    def name(self) -> str:
        """The name on its owner."""

    @property
    def owner(self) -> AttributeOwner | None:
        """The work item or graph that has the attribute."""

    @property
    def type(self) -> attribType:
        """The kind."""

    @property
    def size(self) -> int:
        """The number of values."""

    @property
    def hasData(self) -> bool:
        """Whether there is any value."""

    @property
    def values(self) -> list[Any]:
        """All values, in a new list."""

    @property
    def flags(self) -> int:
        """The `pdg.attribFlag` bits, ORed."""

    def hasFlag(self, flag: int) -> bool:
        """Tell whether `flag` is set."""

    def hasAnyFlags(self, flags: int) -> bool:
        """Tell whether any of the bits `flags` is set."""

    def hasFlags(self, flags: int) -> bool:
        """Tell whether all of the bits `flags` are set."""

    def setFlag(self, flag: int, value: bool = ...) -> None:
        """Set or clear one flag."""

    def setFlags(self, flags: int) -> None:
        """Replace all flags."""

    def isOwner(self, owner: AttributeOwner) -> bool:
        """Tell whether `owner` has the attribute."""

    def match(self, pattern: str) -> bool:
        """Tell whether the name matches one of the patterns in `pattern`, "^" taking away."""

    def hash(self) -> int:
        """Return a number that is equal for equal names and values in one process."""

    def value(self, index: int = ...) -> Any:
        """Return the value at `index`.

        Raises:
            AttribError: there is none.
        """

    def setValue(self, value: Any, index: int = ...) -> None:
        """Set the value at `index`; the array grows with default values up to it, by one for -1.

        Raises:
            TypeError: the value is of another type.
            AttribError: the attribute is read-only.
        """

    def setValues(self, values: Iterable[Any]) -> None:
        """Replace the whole array; raises as `setValue` does."""

    def clear(self) -> None:
        """Remove all values."""

    def truncate(self, size: int) -> None:
        """Keep the first `size` values."""

    def reduce(self, operation: attribMergeType) -> None:
        """Replace the values by what `operation` makes of them, such as their sum."""

    def copyFrom(self, other: Attribute) -> None:
        """Take the values of `other`, which is of the same kind."""

    def copyTo(self, owner: AttributeOwner, overwrite: bool = ..., deep_copy: bool = ...) -> bool:
        """Copy the attribute onto `owner`; return False where it is there and may not go."""

    def asString(self, index: int = ...) -> str:
        """Return the value at `index` as text."""

    def asValues(self) -> str:
        """Return all values as text, with spaces between them."""

    def asNumber(self, index: int = ...) -> float:
        """Return the value at `index` as a number; 0 for text that is none."""

    def asFile(self, index: int = ..., tag: str = ..., hash: int = ..., own: bool = ...) -> File:
        """Return the value at `index` as a path, in a `pdg.File`."""

    def __getitem__(self, index: int) -> Any: ...
    def __setitem__(self, index: int, value: Any) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Any]: ...
