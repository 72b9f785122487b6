"""Reads a parameter before PDG has any."""

from __future__ import annotations

from typing import Any

from processes import Processes, register


class ReadsInInit(Processes):
    def __init__(self, scheduler: Any, name: str) -> None:
        Processes.__init__(self, scheduler, name)
        self.folder = self["pdg_workingdir"].evaluateString()


def registerTypes(type_registry: Any) -> None:
    register(type_registry, ReadsInInit)
