"""What can be reached from an instance: the way to every work item that it still holds."""

from __future__ import annotations

import collections
import types
from typing import Any, Iterable, Iterator

__all__ = ["ways_to"]

_PLAIN = (str, bytes, int, float, complex, bool, type(None), types.ModuleType)
_SEQUENCES = (list, tuple, set, frozenset, collections.deque)
_MOST = 200_000  # objects looked at


def ways_to(kind: type[Any], root: object, name: str = "self") -> list[str]:
    """Return the ways from `root` to instances of `kind`, such as "self._jobs[3].item".

    Objects of `pdg` are not entered: the graph itself holds its items. Neither are classes that are
    not the package's.
    """
    found = []
    seen = {id(root)}
    todo = collections.deque([(name, root)])
    while todo and len(seen) < _MOST:
        way, value = todo.popleft()
        for step, inner in _parts(value):
            if id(inner) in seen or isinstance(inner, _PLAIN):
                continue
            seen.add(id(inner))
            if isinstance(inner, kind):
                found.append(way + step)
            elif isinstance(inner, type):
                if inner.__module__.startswith("pdg.types."):
                    todo.append((way + step, inner))
            elif not _is_of_pdg(inner) or isinstance(inner, types.MethodType):
                todo.append((way + step, inner))
    return found


def _is_of_pdg(value: object) -> bool:
    module = type(value).__module__ or ""
    return module.startswith(("pdg.", "pdgstandin")) and not module.startswith("pdg.types.")


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """Return what `value` holds, with how an expression would get there."""
    if isinstance(value, (dict, *_SEQUENCES)):
        yield from _members(value)
    elif isinstance(value, type):
        for name, inner in list(vars(value).items()):
            yield ".{}".format(name), inner
    elif isinstance(value, types.FunctionType):
        cells: Iterable[Any] = value.__closure__ or ()
        for cell, free in zip(cells, value.__code__.co_freevars):
            yield ".{}".format(free), _contents(cell)
        yield " (its defaults)", value.__defaults__
    elif isinstance(value, types.MethodType):
        yield "", value.__self__
        yield "", value.__func__
    else:
        for name, inner in list(getattr(value, "__dict__", {}).items()):
            yield ".{}".format(name), inner
        for name in _slots(type(value)):
            yield ".{}".format(name), getattr(value, name, None)


def _members(value: Any) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in list(value.items()):
            yield "[{!r}]".format(key), inner
            yield " (a key)", key
    else:
        for position, inner in enumerate(list(value)):
            yield "[{}]".format(position), inner


def _contents(cell: Any) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # it is empty
        return None


def _slots(cls: type[Any]) -> Iterator[str]:
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        yield from (slots,) if isinstance(slots, str) else slots
