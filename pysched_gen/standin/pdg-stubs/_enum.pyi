# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""What an enum of `pdg` is: a class whose members are instances of it, with `name` and `value`."""

from typing import Iterator, TypeVar

_E = TypeVar("_E", bound="PdgEnum")

class _Members(type):
    """Lets `for state in workItemState` work, as in Python's enum."""

    def __iter__(cls: type[_E]) -> Iterator[_E]: ...
    def __len__(cls) -> int: ...

class PdgEnum(int, metaclass=_Members):
    """Base of PDG's enums.

    A subclass annotates its members in the order of their values; `_values` gives those values
    that do not count on from the one before. A member equals itself and its int, and no member
    of another enum: a `tickResult` returned as a `scheduleResult` is a mistake to be seen. It is
    true whatever its value, as instances of PDG's classes are (not documented; chosen because
    `if result:` then tells a result from None).
    """

    name: str
    @property
    def value(self) -> int:
        """Give the number."""
