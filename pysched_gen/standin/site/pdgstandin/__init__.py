"""Drives the stand-in for PDG: sessions, graphs from files, what happened. Not part of PDG."""

from __future__ import annotations

from pdgstandin.recorder import Recorder
from pdgstandin.session import CookResult, Session
from pdgstandin.spec import GraphSpec, ItemSpec, NodeSpec, SpecError, SubItemSpec

__all__ = [
    "CookResult",
    "GraphSpec",
    "ItemSpec",
    "NodeSpec",
    "Recorder",
    "Session",
    "SpecError",
    "SubItemSpec",
]
