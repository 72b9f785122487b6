"""`pdg.job.mqrelay`: a name that public schedulers import; its class is not documented."""

from __future__ import annotations

from typing import Any

__all__ = ["MQRelay"]


class MQRelay:
    """Relay between farm and Houdini's queue; not implemented."""

    def __init__(self, *_arguments: Any) -> None:
        """Raise NotImplementedError."""
        raise NotImplementedError("pdg.job.mqrelay.MQRelay is not implemented by the stand-in")
