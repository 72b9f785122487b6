"""`pdg.CookOptions`: what to cook, and whether to wait for it."""

from __future__ import annotations

from pdg._enums import cookType

__all__ = ["CookOptions"]


class CookOptions:
    """How to cook: what, and whether to wait for it. Names are those of Houdini 21.0."""

    def __init__(self) -> None:
        """Cook the whole graph and return when it is cooked."""
        self.autoRecook = False
        self.autoRecookInterval = 0.0
        self.blocking = True
        self.checkpointPath = ""
        self.checkpointRate = 0.0
        self.checkpointingEnabled = False
        self.cookTime = 0.0
        self.cookType: cookType = cookType.Full
        self.nodeNames: list[str] = []
        self.saveScene = False
        self.staticFilter = ""
