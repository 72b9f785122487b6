"""Items that no `onSchedule` gets: in-process items with a script, and items of services.

An in-process item is cooked by code in the session, one at a time. Documented: only a scheduler
that called `setAcceptInProcess` gets such items, and `hasServiceSupport` (19.5 on) says whether a
scheduler can start the clients of services. What `startService` gets is not documented, so it is
not called: where the scheduler supports services, the command of the item is run in a process of
the session, in the place of a client; where it does not, the item fails and says so.
"""

from __future__ import annotations

import os
import queue
import shlex
import subprocess
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Any

from pdg._enums import workItemCookType, workItemState
from pdg._events import deliver
from pdg._job_setup import common_variables

if TYPE_CHECKING:
    from pdg._engine.cook import Cook
    from pdg._work_item import WorkItem

__all__ = ["OwnWork"]


class _NotCookedError(Exception):
    """An item failed; the text says why."""


class OwnWork:
    """The work of the session itself in one cook, on one thread that starts with the first item."""

    def __init__(self, cook: Cook) -> None:
        """Start without work."""
        self._cook = cook
        self._todo: queue.SimpleQueue[WorkItem | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def take(self, item: WorkItem) -> bool:
        """Take a ready item where it is the session's; return whether it is. Under the lock."""
        if not _is_own(item):
            return False
        self._cook.states.schedule(item)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="pdg session", daemon=True)
            self._thread.start()
        self._todo.put(item)
        return True

    def close(self) -> None:
        """End what is at work; the cook is over."""
        self._closed = True
        self._todo.put(None)
        process = self._process
        if process is not None and process.poll() is None:
            process.kill()

    def _work(self) -> None:
        item = self._todo.get()
        while item is not None:
            self._cook_item(item)
            item = self._todo.get()

    def _cook_item(self, item: WorkItem) -> None:
        cook = self._cook
        with cook.lock:
            if self._closed or item._state is not workItemState.Scheduled:
                return
            cook.states.start(item)
        state, reason = workItemState.CookedSuccess, ""
        try:
            if item._cookType is workItemCookType.Service:
                self._serve(item)
            else:
                _run_script(item)
        except _NotCookedError as error:
            state, reason = workItemState.CookedFail, str(error)
        except Exception as error:  # noqa: BLE001 - of the scheduler, whose item fails then
            sys.stderr.write(traceback.format_exc())
            last = traceback.format_exception_only(type(error), error)[-1].strip()
            state, reason = workItemState.CookedFail, last
        with cook.lock:
            if item._state is workItemState.Cooking:
                item._cookDuration = cook.context._clock() - item._started
                cook.states.end(item, state, reason)
                cook.context._wake.notify_all()
        deliver(cook.context)

    def _serve(self, item: WorkItem) -> None:
        scheduler: Any = item._scheduler
        supports = scheduler._call("hasServiceSupport")
        if supports.error is not None or not supports.value:
            says = "has no hasServiceSupport" if not supports.called else "says it supports none"
            raise _NotCookedError(
                "{} is of a service, and the scheduler {} {}".format(
                    item.name, scheduler.name, says
                )
            )
        command = str(scheduler.expandCommandTokens(item.command, item))
        variables = {**os.environ, **common_variables(scheduler._python, item)}
        variables.update({name: str(value) for name, value in item.environment.items()})
        try:
            self._process = subprocess.Popen(  # noqa: S603 - as the graph file says
                shlex.split(command), env=variables
            )
            code = self._process.wait()
        except (OSError, ValueError) as error:
            raise _NotCookedError("the client of the service: {}".format(error)) from error
        if code != 0:
            raise _NotCookedError("the client of the service ended with exit code {}".format(code))


def _is_own(item: WorkItem) -> bool:
    if item._cookType is workItemCookType.Service:
        return True
    in_process = item._cookType is workItemCookType.InProcess
    accepted = getattr(item._scheduler, "_acceptsInProcess", False)
    return in_process and bool(item._script) and not accepted


def _run_script(item: WorkItem) -> None:
    pdg = sys.modules["pdg"]  # an import would make a circle

    names = {"__name__": "__main__", "work_item": item, "self": item.node, "pdg": pdg}
    graph = item.graph
    opened, graph._attributes_open = graph._attributes_open, True
    try:
        with item.makeActive():
            exec(  # noqa: S102 - that is what the graph file asks for
                compile(item._script, "<script of {}>".format(item.name), "exec"), names
            )
    except (Exception, SystemExit) as error:
        last = traceback.format_exception_only(type(error), error)[-1].strip()
        raise _NotCookedError("its script raised {}".format(last)) from error
    finally:
        graph._attributes_open = opened
