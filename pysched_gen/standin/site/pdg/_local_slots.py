"""Slots of the local scheduler: how many there are, and how many an item takes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdg._local_runner import LocalRunner

__all__ = ["LocalSlots"]


class LocalSlots:
    """The part of a scheduler that counts slots; the help calls them "Total Slots"."""

    _runner: LocalRunner

    @property
    def max_slots(self) -> int:
        """Give the number of slots of this cook."""
        return self._runner.slots

    def releaseJobSlots(self, id: int | str, jobid: Any = "") -> None:
        """Lend the slots of a job that waits to others."""
        del jobid
        self._runner.set_waiting(id, waits=True)

    def acquireJobSlots(self, id: int | str, jobid: Any = "") -> None:
        """Take the slots of a job back; for a while more may be in use than there are."""
        del jobid
        self._runner.set_waiting(id, waits=False)

    def _slot_count(self: Any) -> int:
        mode: int = self["maxprocsmenu"].evaluateInt()
        if mode == 1:
            return max(1, int(self["maxprocs"].evaluateInt()))
        cpus = os.cpu_count() or 1
        return max(1, cpus - 1 if mode == -1 else cpus // 4)

    def _slots_of(self, work_item: Any) -> int:
        """Give the slots an item needs: all with "Single", never more than there are."""
        if self._choice(work_item, "single"):
            return self.max_slots
        wanted = 1
        if self._choice(work_item, "is_CPU_number_set"):
            wanted = self._choice(work_item, "CPUs_to_use")
        return min(max(1, wanted), self.max_slots)

    def _choice(self: Any, work_item: Any, parm: str) -> int:
        """Give a number that the node of an item may override."""
        node: Any = work_item.node
        return int(self.evaluateIntOverride(node, "local", parm, work_item, 0))
