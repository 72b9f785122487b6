"""Run one function over many values, on all processors where that pays."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["pays", "spread"]

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# A process costs about as much as two schedulers: it is not started for fewer than this many.
_ITEMS_PER_PROCESS = 8
_CHUNK = 4


def pays(count: int, jobs: int = 0) -> bool:
    """Tell whether `spread` starts processes for `count` items."""
    return _processes(count, jobs) > 1


def _processes(count: int, jobs: int) -> int:
    return min(jobs or _processors(), count // _ITEMS_PER_PROCESS)


def spread(
    function: Callable[[Item], Answer], items: Sequence[Item], jobs: int = 0
) -> Iterator[Answer]:
    """Yield `function(item)` in the order of `items`; the function must be importable by name.

    At most `jobs` processes do it, 0 for as many as there are processors for this one.
    """
    processes = _processes(len(items), jobs)
    if processes <= 1:
        yield from map(function, items)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - start-up

    try:
        started = ProcessPoolExecutor(processes, initializer=_begin_worker)
    except (OSError, ImportError, NotImplementedError):  # a system without named semaphores
        yield from map(function, items)
        return
    with started as pool:
        try:
            yield from pool.map(function, items, chunksize=_CHUNK)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _processors() -> int:
    # A container, or taskset, may leave this process fewer than the machine has.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _begin_worker() -> None:
    from threading import Thread  # noqa: PLC0415 - start-up

    # Ctrl-C reaches every process of a terminal; only one of them has something to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A pool's worker waits for work for ever where its parent was killed.
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415 - start-up

    if parent := parent_process():
        parent.join()
        os._exit(1)
