"""A message queue between jobs and schedulers, on the loopback interface.

Jobs make the calls of the callback server; each is kept for the client it is addressed to until
that client polls. The job of a report does not wait for it to be carried out, which is how
Houdini's queue differs from its callback server: the end of a job can be seen before its outputs.
A call that asks something is held until the client has answered.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

from pdg.job._calls import CALLS
from pdg.job._events import blocking_events
from pdg.job._requests import FAULTS, Fault
from pdg.job._server import HOST, RpcServer

__all__ = ["Broker"]

_LONGEST_POLL = 0.5
_LONGEST_WAIT = 30.0
_MOST_KEPT = 100_000


class _Message:
    """One call on its way; `answer` is set where the job waits for it."""

    __slots__ = ("answer", "answered", "arguments", "method", "number")

    def __init__(self, number: int, method: str, arguments: tuple[Any, ...]) -> None:
        self.number = number
        self.method = method
        self.arguments = arguments
        self.answer: Any = None
        self.answered = threading.Event()


class Broker:
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
        """Give the calls for `client`; a job that names none is heard where there is only one."""
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
        """Give all calls that wait for `client`; while there are none, wait a moment."""
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
