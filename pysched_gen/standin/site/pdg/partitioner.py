"""`pdg.partitioner`: the base of partitioners, which the stand-in does not play."""

from __future__ import annotations

from pdg._unplayed import PyPartitioner

__all__ = ["PyPartitioner"]
