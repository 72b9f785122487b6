# Generated from pysched_gen/standin/site by `make accept`; edits are lost. @generated
# mypy: disable-error-code="override, misc, assignment"
"""`pdg.staticcook`: cooking a graph whose items are all known at the start."""

from typing import Any
from typing import Iterable
from typing import Mapping

staticlogger: Any

class StaticCookMixin:
    """Schedules the items of a static cook itself, each once what it depends on has cooked.

    A scheduler calls `static_onStartCook` in onStartCook, `static_schedule` in onScheduleStatic
    and `static_tick` in onTick.
    """

    def static_onStartCook(self) -> None:
        """Forget the items of an earlier cook."""

    def static_loadDependencies(self, dependencies: Mapping[Any, Iterable[Any]]) -> None:
        """Take what each item depends on."""

    def static_isWorkItemReady(self, work_item: Any) -> bool:
        """Tell whether all that an item depends on has cooked."""

    def static_schedule(
        self, dependencies: Mapping[Any, Iterable[Any]], dependents: Any, ready_items: Any
    ) -> None:
        """Take the graph of `onScheduleStatic` and schedule what is ready."""

    def static_tick(self) -> None:
        """Schedule what has become ready; a deferred item comes again with the next tick."""

    def static_completed(self) -> bool:
        """Tell whether every item has ended."""
