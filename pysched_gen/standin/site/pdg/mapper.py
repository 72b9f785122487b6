"""`pdg.mapper`: the base of mappers, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyMapper

__all__ = ["PyMapper"]
