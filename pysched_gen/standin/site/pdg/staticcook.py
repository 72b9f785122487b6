"""`pdg.staticcook`: cooking a graph whose items are all known at the start.

The names are those of `StaticCookMixin` in Houdini 21.0 and 22.0; the help says only that a
static cook hands the whole dependency graph to `onScheduleStatic`. What each does follows from
its name.
"""

from __future__ import annotations

import logging
from typing import Any, Iterable, Mapping

from pdg._enums import scheduleResult
from pdg._release import since
from pdg._work_item import DONE, ENDED

__all__ = ["StaticCookMixin", "staticlogger"]


staticlogger = logging.getLogger("pdg.staticcook")


class StaticCookMixin:
    """Schedules the items of a static cook itself, each once what it depends on has cooked.

    A scheduler calls `static_onStartCook` in onStartCook, `static_schedule` in onScheduleStatic
    and `static_tick` in onTick.
    """

    def static_onStartCook(self) -> None:
        """Forget the items of an earlier cook."""
        self.static_dependencies: dict[Any, set[Any]] = {}
        self.static_waiting: list[Any] = []

    def static_loadDependencies(self, dependencies: Mapping[Any, Iterable[Any]]) -> None:
        """Take what each item depends on."""
        self.static_dependencies = {item: set(needs) for item, needs in dependencies.items()}
        self.static_waiting = list(self.static_dependencies)

    def static_isWorkItemReady(self, work_item: Any) -> bool:
        """Tell whether all that an item depends on has cooked."""
        return all(DONE[need.state] for need in self.static_dependencies.get(work_item, ()))

    def static_schedule(
        self, dependencies: Mapping[Any, Iterable[Any]], dependents: Any, ready_items: Any
    ) -> None:
        """Take the graph of `onScheduleStatic` and schedule what is ready."""
        del dependents, ready_items
        self.static_loadDependencies(dependencies)
        self.static_tick()

    def static_tick(self) -> None:
        """Schedule what has become ready; a deferred item comes again with the next tick."""
        waiting, self.static_waiting = self.static_waiting, []
        for item in waiting:
            if ENDED[item.state]:
                continue
            if not self.static_isWorkItemReady(item) or not self._static_offer(item):
                self.static_waiting.append(item)

    def static_completed(self) -> bool:
        """Tell whether every item has ended."""
        return all(ENDED[item.state] for item in self.static_dependencies)

    def _static_offer(self, item: Any) -> bool:
        """Call `onSchedule` and report what ends at once; give False for a deferred item."""
        scheduler: Any = self
        key = item.id if since(19, 0) else item.name
        result = scheduler.onSchedule(item)
        if result in (scheduleResult.Deferred, scheduleResult.FullDeferred):
            return False
        if result == scheduleResult.CookSucceeded:
            scheduler.onWorkItemSucceeded(key, -1, 0.0)
        elif result in (scheduleResult.CookFailed, scheduleResult.Failed):
            scheduler.onWorkItemFailed(key, -1)
        elif result == scheduleResult.CookCanceled:
            scheduler.onWorkItemCanceled(key, -1)
        return True
