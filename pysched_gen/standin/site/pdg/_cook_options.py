"""`pdg.CookOptions`: what to cook, and whether to wait for it."""

from __future__ import annotations

from typing import Sequence

from pdg._enums import cookType as _CookType

__all__ = ["CookOptions"]


class CookOptions:
    """How to cook: by default the whole graph, and waiting for it. Names are Houdini's.

    What the stand-in heeds are `blocking`, `cookType` and `nodeNames`.
    """

    autoRecook = False
    autoRecookInterval = 0.0
    blocking = True
    checkpointPath = ""
    checkpointRate = 0.0
    checkpointingEnabled = False
    cookTime = 0.0
    cookType = _CookType.Full
    nodeNames: Sequence[str] = ()
    saveScene = False
    staticFilter = ""
