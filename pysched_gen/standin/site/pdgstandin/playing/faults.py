"""Faults under a callback: what PDG or the system does for it fails for once."""

from __future__ import annotations

import contextlib
import errno
import threading
from typing import TYPE_CHECKING, Any, Iterator

if TYPE_CHECKING:
    from pdgstandin.playing.context import SchedulerSession

__all__ = ["MARK", "Fault", "full_disk", "no_process"]

MARK = "injected fault"


def full_disk() -> OSError:
    """Return what a full disk raises."""
    return OSError(errno.ENOSPC, "No space left on device, " + MARK)


def no_process() -> OSError:
    """Return what a machine without room for a process raises."""
    return OSError(errno.EAGAIN, "Resource temporarily unavailable, " + MARK)


class Fault:
    """Makes calls fail that a callback makes; `hits` says how often one did.

    What other threads do meanwhile, such as those of a pool that runs the jobs of other items,
    does not fail. With `in_threads` that alone does, in threads that began with the callback.
    """

    def __init__(
        self,
        session: SchedulerSession,
        callback: str,
        item: Any = None,
        most: int = 1000,
        *,
        in_threads: bool = False,
    ) -> None:
        self.hits = 0
        self._known = {one.ident for one in threading.enumerate()} if in_threads else None
        self._most = most
        self._item = item
        self._thread = 0
        self._wrap_callback(session.python, callback)

    def _wrap_callback(self, python: Any, callback: str) -> None:
        original = getattr(python, callback)

        def wrapped(*arguments: Any) -> Any:
            if self._item is None or arguments[0] is self._item:
                self._thread = threading.get_ident()
                if self._known is not None:
                    self._known.add(self._thread)
            try:
                return original(*arguments)
            finally:
                self._thread = 0

        setattr(python, callback, wrapped)

    def _is_here(self) -> bool:
        if self._known is None:
            return self._thread == threading.get_ident()
        return threading.get_ident() not in self._known

    @contextlib.contextmanager
    def in_place_of(self, owner: Any, name: str, error: BaseException) -> Iterator[None]:
        """Let `owner.name` raise `error` while the callback runs."""
        original = getattr(owner, name)

        def failing(*arguments: Any, **keywords: Any) -> Any:
            if self._is_here() and self.hits < self._most:
                self.hits += 1
                raise error
            return original(*arguments, **keywords)

        had = name in vars(owner)
        setattr(owner, name, failing)
        try:
            yield
        finally:
            setattr(owner, name, original) if had else delattr(owner, name)
