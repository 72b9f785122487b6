"""Ctrl-C, SIGTERM and SIGHUP while children run: they cancel, and what ran is still reported."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = [
    "Interrupted",
    "Interruptions",
    "add_target",
    "forwarding_interrupts",
    "held",
    "remove_target",
]

# A terminal that is closed and a CI server that gives up want the same as Ctrl-C.
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Interrupted(KeyboardInterrupt):
    """The user, or his system, ended the run; `exit_code` is what shells give for the signal."""

    def __init__(self, number: int) -> None:
        """Say which signal it was."""
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


class _Target(Protocol):
    def interrupt(self) -> None: ...


_targets: set[_Target] = set()  # children that run
_received: list[int] = []  # signals since the outermost block began
_undelivered: list[int] = []  # those that came while no child ran to take them
_depth = 0


class Interruptions:
    """What came while signals were forwarded."""

    @property
    def exit_code(self) -> int:
        """What shells give for a program that the first of them ended; 0 for none."""
        return 128 + _received[0] if _received else 0


@contextmanager
def forwarding_interrupts() -> Iterator[Interruptions]:
    """Give each interruption to the running children, so that a scheduler can cancel its cook.

    A second one kills them. Children that run in threads need this around them in the main
    thread; elsewhere it does nothing. One that comes before a child is there is for the next
    child; one that no child has taken raises Interrupted in the end, and a second such at once.
    Signals that were ignored before, as `nohup` has it, stay so. Such blocks may be nested.
    """
    global _depth  # noqa: PLW0603 - the handlers are the process's, too
    if threading.current_thread() is not threading.main_thread():
        yield Interruptions()
        return
    if not _depth:
        _received.clear()
        _undelivered.clear()
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in before.items():
        if number == signal.SIGINT or handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt_all)
    _depth += 1
    try:
        yield Interruptions()
    finally:
        _depth -= 1
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
    if _undelivered and not _depth:
        number = _undelivered[0]
        _undelivered.clear()
        raise Interrupted(number)


def _interrupt_all(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    if not _targets:
        _undelivered.append(number)
        if len(_undelivered) > 1:
            raise Interrupted(number)
    for target in list(_targets):
        target.interrupt()


def add_target(target: _Target) -> None:
    """Let `target` take interruptions from now on, and one that nobody took."""
    _targets.add(target)
    if _undelivered:
        _undelivered.clear()
        target.interrupt()


def remove_target(target: _Target) -> None:
    """Let `target` take no more interruptions."""
    _targets.discard(target)


@contextmanager
def held() -> Iterator[None]:
    """Block SIGINT in this thread and in the process it starts, which unblocks it when ready."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
