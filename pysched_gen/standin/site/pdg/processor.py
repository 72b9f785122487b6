"""`pdg.processor`: the base of processors, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyProcessor

__all__ = ["PyProcessor"]
