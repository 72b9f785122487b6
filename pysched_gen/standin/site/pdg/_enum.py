"""What an enum of `pdg` is: a class whose members are instances of it, with `name` and `value`."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Iterator, Mapping, TypeVar

__all__ = ["PdgEnum"]

_E = TypeVar("_E", bound="PdgEnum")


class _Members(type):
    """Lets `for state in workItemState` work, as in Python's enum."""

    _members: tuple[Any, ...] = ()

    def __iter__(cls: type[_E]) -> Iterator[_E]:  # type: ignore[misc]
        return iter(cls._members)

    def __len__(cls) -> int:
        return len(cls._members)


class PdgEnum(int, metaclass=_Members):
    """Base of PDG's enums.

    A subclass annotates its members in the order of their values; `_values` gives those values
    that do not count on from the one before. A member equals itself and its int, and no member
    of another enum: a `tickResult` returned as a `scheduleResult` is a mistake to be seen. It is
    true whatever its value, as instances of PDG's classes are (not documented; chosen because
    `if result:` then tells a result from None).
    """

    _values: Mapping[str, int] = MappingProxyType({})
    _also: tuple[str, ...] = ()  # members whose names Python reserves
    name: str

    def __init_subclass__(cls) -> None:
        """Make the members."""
        names = [n for n, kind in cls.__annotations__.items() if kind.startswith("ClassVar")]
        value = -1
        members = []
        for name in [*names, *cls._also]:
            value = cls._values.get(name, value + 1)
            member = int.__new__(cls, value)
            member.name = name
            setattr(cls, name, member)
            members.append(member)
        cls._members = tuple(members)

    @property
    def value(self) -> int:
        """Give the number."""
        return int(self)

    def __bool__(self) -> bool:
        """Be true."""
        return True

    def __eq__(self, other: object) -> bool:
        """Compare with a member of the same enum or with a plain int."""
        if isinstance(other, PdgEnum) and type(other) is not type(self):
            return False
        return int.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        """Negate `==`; int has one of its own."""
        return not self == other

    def __hash__(self) -> int:
        """Hash as the int it equals."""
        return int.__hash__(self)

    def __repr__(self) -> str:
        """Give `scheduleResult.Succeeded`."""
        return "{}.{}".format(type(self).__name__, self.name)

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Format the name, or the number where `spec` asks for digits."""
        return int.__format__(self, spec) if spec[-1:] in "bcdoxXn" and spec else str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """Be the same member after pickling and copying."""
        return getattr, (type(self), self.name)
