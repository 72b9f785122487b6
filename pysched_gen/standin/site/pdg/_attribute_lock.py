"""Who may write attributes: `lockAttributes`, and the blocks that go with it.

Attributes of a work item may be written in a node's or scheduler's callback, of a scheduler only
in onSchedule, and elsewhere inside `with work_item.lockAttributes():` (documented, pages
LockAttributesBlock and schedulers_callbacks). What else happens is not documented: here the write
is refused as other failures of the attribute functions are, with `pdg.AttribError`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from pdg._attribute_store import AttributeStore

__all__ = ["AttributeUtils", "IgnoreAttributeWarningsBlock", "LockAttributesBlock", "may_write"]


class _Held(threading.local):
    """What this thread holds."""

    def __init__(self) -> None:
        self.owners: list[AttributeStore] = []
        self.ignored = 0


_held = _Held()


def may_write(owner: AttributeStore) -> bool:
    """Tell whether this thread holds the lock of `owner`, or ignores warnings."""
    return _held.ignored > 0 or any(held is owner for held in _held.owners)


class LockAttributesBlock:
    """What `lockAttributes()` returns: the thread may write the attributes of one owner in it."""

    __slots__ = ("_lock", "_owner")

    def __init__(self, owner: AttributeStore) -> None:
        """Prepare to lock `owner`."""
        self._owner = owner
        self._lock = owner._attribute_lock()

    def __enter__(self) -> LockAttributesBlock:
        """Wait for the lock and take it."""
        if self._lock is not None:
            self._lock.acquire()
        _held.owners.append(self._owner)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the lock back."""
        _held.owners.pop()
        if self._lock is not None:
            self._lock.release()


class IgnoreAttributeWarningsBlock:
    """What `pdg.AttributeUtils.ignoreWarnings()` returns: writes in it are not checked."""

    __slots__ = ()

    def __enter__(self) -> IgnoreAttributeWarningsBlock:
        """Begin."""
        _held.ignored += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End."""
        _held.ignored -= 1


class AttributeUtils:
    """Functions for attributes."""

    @staticmethod
    def ignoreWarnings() -> IgnoreAttributeWarningsBlock:
        """Return a block in which nothing is said about writes that are not safe."""
        return IgnoreAttributeWarningsBlock()
