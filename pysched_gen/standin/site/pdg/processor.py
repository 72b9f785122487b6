"""`pdg.processor`: the base of processors."""

from __future__ import annotations

from pdg._unplayed import PyProcessor

__all__ = ["PyProcessor"]
