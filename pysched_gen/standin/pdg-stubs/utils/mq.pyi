# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.utils.mq`: names of Houdini's message queue that schedulers import."""

from typing import Any
from pdg import CookError as CookError
from pdg.job.eventdispatch import CallbackServerAPI as CallbackServerAPI

def mqCreateMessage(*_parts: Any) -> Any:
    """Raise NotImplementedError."""

def mqGetError() -> str:
    """Return what went wrong last: nothing, since nothing ever connects."""

class MQError(Exception):
    """The message queue cannot be used."""

class MQInfo:
    """Where a queue is, and as whom a scheduler listens to it."""

    mqusage: MQUsage
    state: MQState
    client_id: str
    mq_host: str
    mq_relayport: int
    mq_rpcport: int
    mq_httpport: int
    def __init__(self) -> None:
        """Begin without a queue."""

    def connect(self, host: str, port: int, client_id: str) -> None:
        """Take address and id of a queue that runs; one port serves everybody."""

class MQSchedulerMixin:
    """Base of schedulers that start Houdini's queue; what it does is not implemented."""

    mqinfo: MQInfo
    def __init__(self) -> None:
        """Begin without a queue."""

class MQServerLogLevel:
    """How much the queue's program prints (not documented)."""

    ERROR: int
    WARNING: int
    ALL: int

class MQState:
    """Where a queue is in its life (names not documented)."""

    STOPPED: int
    STARTING: int
    RUNNING: int

class MQUsage:
    """Where the queue of a scheduler runs; CONNECT is seen in public code, the others are ours."""

    LOCAL: int
    FARM: int
    CONNECT: int

class MQUtility:
    """Settings of the connection (values are ours) and functions on queues."""

    RelayPollingTime: int
    NetTimeout: int
    RelayMaxReceiveMessageBuffer: int
    def __init__(self) -> None:
        """Refuse: there is no such program."""

class PDGNetMQRelay:
    """Client of Houdini's queue; cannot connect."""

    api: Any
    def __init__(self, api: Any = ...) -> None:
        """Keep the calls that messages would be handed to."""

    def connectToMQServer(self, host: str, port: int, *_settings: Any) -> None:
        """Raise NotImplementedError."""

    def isConnected(self) -> bool:
        """Return False."""

    def disconnectFromMQServer(self) -> None:
        """Do nothing."""

    def stopRelayServer(self) -> None:
        """Do nothing."""

class PDGNetMessageType:
    """Kinds of messages (names not documented)."""

    MESSAGE: int
    RPC: int
    RPC_REPLY: int

class PDGNetTLSConfig:
    """Certificates of a connection; there are none here."""
