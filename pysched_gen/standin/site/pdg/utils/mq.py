"""`pdg.utils.mq`: names of Houdini's message queue that schedulers import.

Houdini starts a program, `mqserver`, and talks to it by a protocol of its own; neither is
documented, and neither is here. What only holds values works; what would start or reach that
program raises NotImplementedError that names it. `pdg.utils.simple_mq` has a queue that works.
"""

from __future__ import annotations

from typing import Any

from pdg._errors import CookError
from pdg.job.eventdispatch import CallbackServerAPI

__all__ = [
    "CallbackServerAPI",
    "CookError",
    "MQError",
    "MQInfo",
    "MQSchedulerMixin",
    "MQServerLogLevel",
    "MQState",
    "MQUsage",
    "MQUtility",
    "PDGNetMQRelay",
    "PDGNetMessageType",
    "PDGNetTLSConfig",
    "mqCreateMessage",
    "mqGetError",
]


class MQError(Exception):
    """The message queue cannot be used."""


class MQState:
    """Where a queue is in its life (names not documented)."""

    STOPPED = 0
    STARTING = 1
    RUNNING = 2


class MQUsage:
    """Where the queue of a scheduler runs; CONNECT is seen in public code, the others are ours."""

    LOCAL = 0
    FARM = 1
    CONNECT = 2


class MQServerLogLevel:
    """How much the queue's program prints (not documented)."""

    ERROR = 0
    WARNING = 1
    ALL = 2


class MQInfo:
    """Where a queue is, and as whom a scheduler listens to it."""

    def __init__(self) -> None:
        """Begin without a queue."""
        self.mqusage = MQUsage.LOCAL
        self.state = MQState.STOPPED
        self.client_id = ""
        self.mq_host = ""
        self.mq_relayport = 0
        self.mq_rpcport = 0
        self.mq_httpport = 0

    def connect(self, host: str, port: int, client_id: str) -> None:
        """Take address and id of a queue that runs; one port serves everybody."""
        self.mq_host, self.client_id = host, client_id
        self.mq_relayport = self.mq_rpcport = self.mq_httpport = port
        self.state = MQState.RUNNING


class MQUtility:
    """Settings of the connection (values are ours) and functions on queues."""

    RelayPollingTime = 100
    NetTimeout = 4000
    RelayMaxReceiveMessageBuffer = 1000

    def __init__(self) -> None:
        """Refuse: there is no such program."""
        raise _missing("MQUtility")


class MQSchedulerMixin:
    """Base of schedulers that start Houdini's queue; what it does is not implemented."""

    def __init__(self) -> None:
        """Begin without a queue."""
        self.mqinfo = MQInfo()

    def __getattr__(self, name: str) -> Any:
        """Raise NotImplementedError for the methods that start and stop the queue."""
        if "MQ" in name or "mq" in name:
            raise _missing("MQSchedulerMixin." + name)
        above = getattr(super(), "__getattr__", None)
        if above is None:
            raise AttributeError(name)
        return above(name)


class PDGNetMQRelay:
    """Client of Houdini's queue; cannot connect."""

    def __init__(self, api: Any = None) -> None:
        """Keep the calls that messages would be handed to."""
        self.api = api

    def connectToMQServer(self, host: str, port: int, *_settings: Any) -> None:
        """Raise NotImplementedError."""
        raise _missing("PDGNetMQRelay.connectToMQServer({}:{})".format(host, port))

    def isConnected(self) -> bool:
        """Return False."""
        return False

    def disconnectFromMQServer(self) -> None:
        """Do nothing."""

    def stopRelayServer(self) -> None:
        """Do nothing."""


class PDGNetMessageType:
    """Kinds of messages (names not documented)."""

    MESSAGE = 0
    RPC = 1
    RPC_REPLY = 2


class PDGNetTLSConfig:
    """Certificates of a connection; there are none here."""


def mqCreateMessage(*_parts: Any) -> Any:
    """Raise NotImplementedError."""
    raise _missing("mqCreateMessage")


def mqGetError() -> str:
    """Return what went wrong last: nothing, since nothing ever connects."""
    return ""


def _missing(name: str) -> NotImplementedError:
    return NotImplementedError(
        "pdg.utils.mq.{} is not implemented by the stand-in; pdg.utils.simple_mq is".format(name)
    )
