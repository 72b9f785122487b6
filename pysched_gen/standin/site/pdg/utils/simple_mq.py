"""`pdg.utils.simple_mq`: schedulers that poll a message queue for the reports of their jobs.

The class and its methods are named in public schedulers, which mix it with EventDispatchMixin;
arguments are not documented. Here the queue is one of our own on the loopback interface: started
with the client, or one that runs already where host and port are given.

Jobs make the calls of the callback server; each is kept for the client it is addressed to until
that client polls. The job of a report does not wait for it to be carried out, which is how
Houdini's queue differs from its callback server: the end of a job can be seen before its outputs.
A call that asks something is held until the client has answered.
"""

from __future__ import annotations

import threading
import uuid
from collections import deque
from typing import Any
from xmlrpc.client import Error, ServerProxy

from pdg.job._calls import CALLS
from pdg.job._events import blocking_events
from pdg.job._server import FAULTS, HOST, Fault, RpcServer
from pdg.job.eventdispatch import CallbackServerAPI
from pdg.utils.mq import MQInfo, MQState, MQUtility

__all__ = ["MQUtility", "SimpleMQSchedulerMixin"]

_LONGEST_POLL = 0.5
_LONGEST_WAIT = 30.0
_MOST_KEPT = 100_000
_JOIN = 5.0


class _Message:
    """One call on its way; `answer` is set where the job waits for it."""

    __slots__ = ("answer", "answered", "arguments", "method", "number")

    def __init__(self, number: int, method: str, arguments: tuple[Any, ...]) -> None:
        self.number = number
        self.method = method
        self.arguments = arguments
        self.answer: Any = None
        self.answered = threading.Event()


class _Broker:
    """The queue; serves from its making until `stop`."""

    def __init__(self, port: int = 0) -> None:
        """Open `port`, any for 0; raises OSError if it is taken."""
        self._news = threading.Condition()
        self._clients: dict[str, deque[_Message]] = {}
        self._asked: dict[int, _Message] = {}
        self._number = 0
        self._stopped = False
        self._server = RpcServer(self._answer, port)
        self.host, self.port = HOST, self._server.port

    def stop(self) -> None:
        """Close the port; those who wait get an answer."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
            for message in self._asked.values():
                message.answer = Fault(FAULTS["error"], "the message queue has stopped")
                message.answered.set()
        self._server.stop()

    def _answer(self, method: str, arguments: tuple[Any, ...], client: str) -> Any:
        if method.startswith("mq_"):
            return self._serve_client(method, arguments)
        if method == "system.multicall" and len(arguments) == 1:
            return [self._one(call, client) for call in arguments[0]]
        return self._take(method, arguments, client)

    def _serve_client(self, method: str, arguments: tuple[Any, ...]) -> Any:
        try:
            if method == "mq_poll":
                return self._poll(str(arguments[0]))
            if method == "mq_reply":
                return self._reply(int(arguments[0]), arguments[1], str(arguments[2]))
            if method in ("mq_join", "mq_leave"):
                return self._register(str(arguments[0]), joins=method == "mq_join")
        except (IndexError, TypeError, ValueError):
            raise Fault(FAULTS["arguments"], "{} has other arguments".format(method)) from None
        raise Fault(FAULTS["method"], "there is no call {}".format(method))

    def _register(self, client: str, *, joins: bool) -> bool:
        with self._news:
            if joins:
                self._clients.setdefault(client, deque())
            else:
                self._clients.pop(client, None)
                self._news.notify_all()
        return True

    def _one(self, call: Any, client: str) -> Any:
        try:
            return [self._take(str(call["methodName"]), tuple(call.get("params", ())), client)]
        except (Fault, KeyError, TypeError, AttributeError) as error:
            text = getattr(error, "faultString", "a call is a struct of methodName and params")
            return {
                "faultCode": getattr(error, "faultCode", FAULTS["request"]),
                "faultString": text,
            }

    def _take(self, method: str, arguments: tuple[Any, ...], client: str) -> Any:
        """Keep a call for its client; give True, or what the client answers to a question."""
        if method not in CALLS:
            raise Fault(FAULTS["method"], "there is no call {}".format(method))
        with self._news:
            box = self._box(client)
            self._number += 1
            message = _Message(self._number, method, arguments)
            box.append(message)
            asks = issubclass(CALLS[method].events[0], blocking_events)
            if asks:
                self._asked[message.number] = message
            self._news.notify_all()
        return self._wait(message) if asks else True

    def _box(self, client: str) -> deque[_Message]:
        """Return the calls for `client`; a job that names none is heard where there is only one."""
        if not client and len(self._clients) == 1:
            client = next(iter(self._clients))
        box = self._clients.get(client)
        if box is None:
            raise Fault(
                FAULTS["cook"], "nobody listens as {!r}; that cook has ended".format(client)
            )
        if len(box) >= _MOST_KEPT:
            raise Fault(FAULTS["error"], "{} calls wait already".format(len(box)))
        return box

    def _wait(self, message: _Message) -> Any:
        answered = message.answered.wait(_LONGEST_WAIT)
        with self._news:
            self._asked.pop(message.number, None)
        if not answered:
            raise Fault(FAULTS["error"], "{}: the scheduler does not answer".format(message.method))
        if isinstance(message.answer, Fault):
            raise message.answer
        return message.answer

    def _poll(self, client: str) -> list[Any]:
        """Return all calls that wait for `client`; while there are none, wait a moment."""
        with self._news:
            if client not in self._clients:
                raise Fault(FAULTS["cook"], "join before polling")
            self._news.wait_for(
                lambda: self._stopped or bool(self._clients.get(client, True)), _LONGEST_POLL
            )
            box = self._clients.get(client, deque())
            taken = [[one.number, one.method, list(one.arguments)] for one in box]
            box.clear()
            return taken

    def _reply(self, number: int, answer: Any, fault: str) -> bool:
        with self._news:
            message = self._asked.get(number)
            if message is not None:
                message.answer = Fault(FAULTS["error"], fault) if fault else answer
                message.answered.set()
        return message is not None


class SimpleMQSchedulerMixin:
    """Base of schedulers whose jobs report to a message queue.

    `mqinfo` tells where it is: `mq_host`, `mq_httpport` for PDG_HTTP_PORT, and `client_id`, the
    PDG_RESULT_CLIENT_ID of jobs. Each start of the client gets an id of its own, so what jobs of
    an earlier cook report is refused.
    """

    def __init__(self) -> None:
        """Begin without a client."""
        self.mqinfo = MQInfo()
        self._broker: _Broker | None = None
        self._poller: _Poller | None = None

    def startPollingClient(self, host: str = "", port: int = 0) -> bool:
        """Listen as a new client; gives True, or raises OSError if the queue cannot be reached."""
        self.stopPollingClient()
        if not host:
            self._broker = _Broker(port)
            host, port = self._broker.host, self._broker.port
        self.mqinfo.connect(host, port, uuid.uuid4().hex)
        self._poller = _Poller(host, port, self.mqinfo.client_id, CallbackServerAPI(_owner(self)))
        set_address = getattr(self, "setWorkItemResultServerAddr", None)
        if set_address is not None:
            set_address("{}:{}".format(host, port))
        return True

    def stopPollingClient(self) -> None:
        """Carry out what has arrived, then listen no more; does nothing if no client runs."""
        poller, self._poller = self._poller, None
        broker, self._broker = self._broker, None
        if poller is not None:
            poller.stop()
        if broker is not None:
            broker.stop()
        self.mqinfo.state = MQState.STOPPED

    def checkPollingClient(self) -> bool:
        """Tell whether the client runs and reaches the queue."""
        return self._poller is not None and self._poller.reaches

    def workItemResultServerAddr(self) -> str:
        """Return "host:port" for PDG_RESULT_SERVER; "" while no client runs."""
        if self._poller is None:
            return ""
        return "{}:{}".format(self.mqinfo.mq_host, self.mqinfo.mq_httpport)


def _owner(mixin: SimpleMQSchedulerMixin) -> Any:
    return mixin


class _Poller:
    """A thread that fetches calls and carries them out, one after the other."""

    def __init__(self, host: str, port: int, client: str, api: CallbackServerAPI) -> None:
        self._proxy = ServerProxy("http://{}:{}".format(host, port), allow_none=True)
        self._client = client
        self._api = api
        self._stopping = False
        self._proxy.mq_join(client)
        self.reaches = True
        self._thread = threading.Thread(target=self._poll, name="pdg-polling-client", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and leave the queue."""
        self._stopping = True
        if self._thread is not threading.current_thread():
            self._thread.join(_JOIN)
        self._proxy("close")()

    def _poll(self) -> None:
        try:
            while not self._stopping:
                self._fetch()
            self._fetch()
            self._proxy.mq_leave(self._client)
        except (OSError, Error):
            self.reaches = False

    def _fetch(self) -> None:
        calls: Any = self._proxy.mq_poll(self._client)
        for number, method, arguments in calls:
            answer, fault = self._carry_out(method, tuple(arguments))
            if issubclass(CALLS[method].events[0], blocking_events):
                self._proxy.mq_reply(number, answer, fault)

    def _carry_out(self, method: str, arguments: tuple[Any, ...]) -> tuple[Any, str]:
        try:
            return self._api.call(method, arguments), ""
        except Fault as fault:
            return None, fault.faultString
