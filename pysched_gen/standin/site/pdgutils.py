"""`pdgutils`: what schedulers import of Houdini's library of job and network functions."""

from __future__ import annotations

from pdg.utils.mq import (
    PDGNetMessageType,
    PDGNetMQRelay,
    PDGNetTLSConfig,
    mqCreateMessage,
    mqGetError,
)

__all__ = [
    "PDGNetLogLevel",
    "PDGNetMQRelay",
    "PDGNetMessageType",
    "PDGNetTLSConfig",
    "mqCreateMessage",
    "mqGetError",
    "mqSetLogLevel",
]


class PDGNetLogLevel:
    """How much the network functions print."""

    PDGN_LOG_ERROR = 0
    PDGN_LOG_WARNING = 1
    PDGN_LOG_ALL = 2


def mqSetLogLevel(level: int) -> None:
    """Do nothing: nothing is printed."""
