"""`pdg.dependency`: the base of dependencies, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyDependency

__all__ = ["PyDependency"]
