"""Adds the names that Houdini's `pdg` has and the stand-in does not implement.

They come from `names.json`, a listing of Houdini 21.0.671 and 22.0.400. Each raises
NotImplementedError with its name when it is used, so that nobody takes the stand-in's gap for a
mistake of theirs.
"""

from __future__ import annotations

import json
import os
from typing import Any, NoReturn

from pdg._release import FACTS, exists

__all__ = ["Missing", "MissingClass", "complete", "refuse"]


_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "names.json")


def refuse(name: str) -> NoReturn:
    """Raise NotImplementedError for `name`."""
    raise NotImplementedError("pdg.{} is not implemented by the stand-in".format(name))


# Where classes are that cannot be made; others derive from them.
_OURS = (__name__, "pdg._unplayed")


class Missing:
    """A member that is not implemented: whether a method or a property, use of it is refused.

    It has no `__set__`: what an instance or a subclass has of that name comes first.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        """Stand for the member `name`, given as "Class.member"."""
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        """Refuse on an instance; a class may be searched for the name."""
        return self if instance is None else refuse(self._name)

    def __call__(self, *arguments: object, **named: object) -> NoReturn:
        """Refuse."""
        del arguments, named
        refuse(self._name)


class MissingClass:
    """Base of classes of which only the name is there."""

    def __init__(self, *arguments: object, **named: object) -> None:
        """Refuse."""
        del arguments, named
        refuse(next(cls.__name__ for cls in type(self).__mro__ if cls.__module__ in _OURS))


def complete(namespace: dict[str, Any]) -> None:
    """Add to the module `namespace`, and to the classes in it, what it has not yet."""
    with open(_FILE, encoding="utf-8") as file:
        names: dict[str, str] = json.load(file)
    for name, members in names.items():
        if not _is_there(name):
            continue
        found = namespace.get(name)
        if found is None:
            found = namespace[name] = _stand_for(name, members)
        if isinstance(found, type):
            _complete_class(found, name, members.split())


def _stand_for(name: str, members: str) -> Any:
    """Return a class for what has members or a name like a class, else a function."""
    if members or name[:1].isupper():
        return type(name, (MissingClass,), {"__doc__": "Not implemented by the stand-in."})
    return Missing(name)


def _complete_class(found: type, name: str, members: list[str]) -> None:
    declared = {one for base in found.__mro__ for one in getattr(base, "__annotations__", {})}
    for member in members:
        full = name + "." + member
        if _is_there(full) and member not in declared and not hasattr(found, member):
            setattr(found, member, Missing(full))


def _is_there(name: str) -> bool:
    first, last = FACTS["names"].get(name, ("", ""))
    return exists(first, last)
