"""`pdg.node`: the base of nodes, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyNode

__all__ = ["PyNode"]
