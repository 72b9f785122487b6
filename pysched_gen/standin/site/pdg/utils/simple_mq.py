"""`pdg.utils.simple_mq`: schedulers that poll a message queue for the reports of their jobs.

The class and its methods are named in public schedulers, which mix it with EventDispatchMixin;
arguments are not documented. Here the queue is one of our own on the loopback interface: started
with the client, or one that runs already where host and port are given.
"""

from __future__ import annotations

import threading
import uuid
from typing import Any
from xmlrpc.client import Error, ServerProxy

from pdg.job._calls import CALLS
from pdg.job._events import blocking_events
from pdg.job._requests import Fault
from pdg.job.eventdispatch import CallbackServerAPI
from pdg.utils._broker import Broker
from pdg.utils.mq import MQInfo, MQState

__all__ = ["SimpleMQSchedulerMixin"]

_JOIN = 5.0


class SimpleMQSchedulerMixin:
    """Base of schedulers whose jobs report to a message queue.

    `mqinfo` tells where it is: `mq_host`, `mq_httpport` for PDG_HTTP_PORT, and `client_id`, the
    PDG_RESULT_CLIENT_ID of jobs. Each start of the client gets an id of its own, so what jobs of
    an earlier cook report is refused.
    """

    def __init__(self) -> None:
        """Begin without a client."""
        self.mqinfo = MQInfo()
        self._broker: Broker | None = None
        self._poller: _Poller | None = None

    def startPollingClient(self, host: str = "", port: int = 0) -> bool:
        """Listen as a new client; gives True, or raises OSError if the queue cannot be reached."""
        self.stopPollingClient()
        if not host:
            self._broker = Broker(port)
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
        """Give "host:port" for PDG_RESULT_SERVER; "" while no client runs."""
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
