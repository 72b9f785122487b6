"""`pdg.job.eventdispatch`: the part of a scheduler that takes reports of its jobs.

Names are those of Houdini 21.0 and 22.0. How PDG queues events is not documented; here each is
carried out in the thread it arrives in, one at a time, so that a job that gets an answer knows
that its report has been taken.
"""

from __future__ import annotations

import threading
import traceback
import uuid
from typing import TYPE_CHECKING, Any

from pdg._errors import CookError
from pdg.job._calls import CALLS, BadArgumentsError, bind, run
from pdg.job._events import *  # noqa: F403 - their names are names of this module
from pdg.job._server import FAULTS, Fault

if TYPE_CHECKING:
    from pdg.job._events import Event

__all__ = ["CallbackServerAPI", "CookError", "EventDispatchMixin"]


_MOST_CALLS = 10_000


class EventDispatchMixin:
    """Base of schedulers whose jobs report by events; the scheduler itself is its other base.

    `rpc_lock` is held while a report is carried out: a scheduler that keeps a table of its jobs
    takes it too.
    """

    context: Any

    def __init__(self) -> None:
        """Begin with an id of its own."""
        self.rpc_lock = threading.RLock()
        self._own_id = uuid.uuid4().hex

    def execEvent(self, event: Event) -> Any:
        """Carry out `event` and give what its job waits for; a scheduler may override this.

        Raises `xmlrpc.client.Fault` for a work item that this scheduler does not have.
        """
        return run(self, event)

    def _client_id(self) -> str:
        """Return the id that jobs of the present cook of this scheduler report under.

        It is PDG_RESULT_CLIENT_ID of a job. What Houdini puts there is not documented for the
        callback server; chosen because the port outlives a cook, and another session may get it
        later: the address alone does not tell which cook a job belongs to. A scheduler with a
        message queue has the id it listens to that queue with.
        """
        queue = getattr(self, "mqinfo", None)
        if queue is not None and queue.client_id:
            return str(queue.client_id)
        return "{}-{}".format(self._own_id, getattr(self.context, "_cook_number", 0))

    def _dispatch(self, event: Event) -> Any:
        with self.rpc_lock:
            return self.execEvent(event)


class CallbackServerAPI:
    """The calls of jobs, by name, for one scheduler.

    `api.success(4, 0.5, "")` and `api.call("success", (4, 0.5, ""))` are the same. Faults are the
    only exceptions: what a scheduler's own method raises is printed, recorded and becomes one.
    """

    def __init__(self, owner: EventDispatchMixin) -> None:
        """Take the scheduler."""
        self._owner = owner

    def __getattr__(self, method: str) -> Any:
        """Return the call `method`; raises AttributeError for a name that is not one."""
        if method not in CALLS:
            raise AttributeError(method)
        return lambda *arguments: self.call(method, arguments)

    def call(self, method: str, arguments: tuple[Any, ...], client: str = "") -> Any:
        """Carry out one call, or a `system.multicall`, of a job of the cook `client`.

        A job that says nothing of its cook is believed. Raises Fault.
        """
        if client and client != self._owner._client_id():
            _record(self._owner, "late", report=method, reason="a job of another cook")
            raise Fault(
                FAULTS["cook"],
                "{}: the cook of this job has ended or is another one".format(method),
            )
        if method == "system.multicall":
            return self._multicall(arguments)
        if method == "system.listMethods":
            return sorted(CALLS)
        return self._single(method, arguments)

    def _single(self, method: str, arguments: tuple[Any, ...]) -> Any:
        try:
            made = bind(method, arguments)
        except KeyError:
            raise Fault(FAULTS["method"], "there is no call {}".format(method)) from None
        except BadArgumentsError as error:
            raise Fault(FAULTS["arguments"], str(error)) from None
        answer: Any = True
        for event in made:
            answer = self._guarded(method, event)
        return answer

    def _guarded(self, method: str, event: Event) -> Any:
        try:
            return self._owner._dispatch(event)
        except Fault:
            raise
        except Exception as error:  # noqa: BLE001 - a scheduler's own code
            text = "{}: {}: {}".format(method, type(error).__name__, error)
            traceback.print_exc()
            _record(self._owner, "error", message=text, source=method)
            raise Fault(FAULTS["error"], _printable(text)) from None

    def _multicall(self, arguments: tuple[Any, ...]) -> list[Any]:
        """Carry out every call of the list; one that fails does not keep the others back."""
        calls = arguments[0] if len(arguments) == 1 else None
        if not isinstance(calls, list) or len(calls) > _MOST_CALLS:
            raise Fault(
                FAULTS["arguments"],
                "system.multicall takes one array of at most {} calls".format(_MOST_CALLS),
            )
        return [self._one_of_many(call) for call in calls]

    def _one_of_many(self, call: Any) -> Any:
        params = call.get("params", []) if isinstance(call, dict) else None
        if not isinstance(params, list):
            text = "a call is a struct of methodName and params"
            return {"faultCode": FAULTS["request"], "faultString": text}
        try:
            return [self._single(str(call.get("methodName")), tuple(params))]
        except Fault as fault:
            return {"faultCode": fault.faultCode, "faultString": fault.faultString}


def _printable(text: str) -> str:
    """Return `text` without the control characters that XML cannot carry."""
    return "".join(c if c >= " " or c in "\n\t" else "?" for c in text)


def _record(owner: Any, kind: str, **facts: Any) -> None:
    """Tell who listens to the cook, if somebody does."""
    record = getattr(owner.context, "_record", None)
    if record is not None:
        record(kind, scheduler=str(getattr(owner, "name", "")), **facts)
