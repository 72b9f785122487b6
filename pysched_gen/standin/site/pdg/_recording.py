"""What the parts of the stand-in tell the recorder of a context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable

if TYPE_CHECKING:
    from pdg._enums import workItemState
    from pdg._file import File
    from pdg._scheduler import Scheduler
    from pdg._workitem import WorkItem

__all__ = ["Recording", "Silence"]

_ALWAYS = ("error", "warning")


class Silence:
    """A recorder that nobody listens to."""

    listening = False

    def record(self, kind: str, time: float, **facts: Any) -> None:
        """Forget it."""


class Recording:
    """The part of `GraphContext` that records; errors and warnings come through at any time."""

    _recorder: Any
    _clock: Callable[[], float]
    _warned: set[tuple[str, str]]

    def _record(self, kind: str, **facts: Any) -> None:
        recorder = self._recorder
        if recorder.listening or kind in _ALWAYS or "error" in facts:
            recorder.record(kind, self._clock(), **facts)

    def _record_state(
        self, item: WorkItem, old: workItemState, new: workItemState, reason: str
    ) -> None:
        facts: dict[str, Any] = {"reason": reason} if reason else {}
        if item._batchParent is not None:
            facts["batch"] = item._batchParent.id
        self._record_item("state", item, old=old.name, new=new.name, **facts)

    def _record_item(self, kind: str, item: WorkItem, **facts: Any) -> None:
        """Record something of one item; `index` is its place in a batch, else -1."""
        if self._recorder.listening:
            self._recorder.record(
                kind,
                self._clock(),
                id=item._id,
                name=item._name,
                node=item._node.name,
                index=item._batchIndex,
                **facts,
            )

    def _record_outputs(self, item: WorkItem, files: Iterable[File]) -> None:
        for file in files:
            self._record_item("output", item, path=file.path, tag=file.tag, hash=file.hash)

    def _error(self, message: str, *, source: str) -> None:
        self._record("error", message=message, source=source)

    def _wrong_result(
        self, scheduler: Scheduler, callback: str, result: object, expected: str
    ) -> None:
        self._error(
            "{}: {} returned {!r}, which is no {}".format(
                scheduler.name, callback, result, expected
            ),
            source=callback,
        )

    def _warn_none(self, scheduler: Scheduler, callback: str, meaning: str) -> None:
        """Warn once per cook that a callback returned None; only called ones can."""
        key = (scheduler.name, callback)
        if key not in self._warned and scheduler._callback(callback) is not None:
            self._warned.add(key)
            self._record(
                "warning",
                scheduler=scheduler.name,
                callback=callback,
                message="{} returned None, which counts as {}".format(callback, meaning),
            )
