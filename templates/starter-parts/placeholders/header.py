import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence


class HoldingClient(FarmClient):
    """The calls of a farm that keeps a job without beginning it, until it is told to."""

    def as_held(self, task: Task) -> Task:
        """Return `task` with options that have its job held; calls nothing."""
        raise NotImplementedError

    def release(self, tasks: Sequence[Task]) -> None:
        """Let the jobs of `tasks` begin; those that have begun, or are gone, are no error."""
        raise NotImplementedError


class HeldQueue(FarmQueue):
    """A queue that can have jobs on the farm before their items are ready: placeholders.

    `hold` puts one there, `submit` releases it. Where it is not there yet, or the item asks for
    something else by then, it is ended, and the item is submitted as all others are.
    """

    def __init__(
        self, client: HoldingClient, look_period: float, gather_time: float, batch_size: int
    ) -> None:
        super().__init__(client, look_period, gather_time, batch_size)
        self._holder = client
        self._expected: deque[int] = deque()
        # Item -> the task that is held for it.
        self._held: dict[int, Task] = {}
        # Item -> its task while the farm is to be told to release it.
        self._releasing: dict[int, Task] = {}
        self._release_refusals = 0
        # Items that were submitted; a placeholder of one comes too late.
        self._seen: set[int] = set()
        self._next["release"] = 0.0

    def hold(self, task: Task) -> None:
        """Put a task on the farm that waits for `submit`, unless its item has come before."""
        with self._changed:
            if task.item_id in self._seen:
                return
            held = self._holder.as_held(task)
            held.since = time.monotonic()
            self._held[task.item_id] = held
            self._new.append(held)
            self._start()

    def submit(self, task: Task) -> None:
        """Release the placeholder of a task, or submit it."""
        with self._changed:
            self._seen.add(task.item_id)
            held = self._held.pop(task.item_id, None)
            wanted = self._holder.as_held(task)
            if held is not None and held.job:
                fits = (held.options, held.own_options) == (wanted.options, wanted.own_options)
                if fits:
                    task.job = held.job
                    self._tasks[task.item_id] = self._releasing[task.item_id] = task
                    self._changed.notify_all()
                    return
            self._cancel(held)
            super().submit(task)

    def cancel(self, item_ids: Iterable[int]) -> list[int]:
        """End the jobs of items, placeholders too; return those whose items were submitted."""
        with self._changed:
            gone = list(item_ids)
            for item_id in gone:
                self._cancel(self._held.pop(item_id, None))
            return super().cancel(gone)

    def cancel_all(self) -> list[int]:
        """End all jobs, placeholders too; return the items that were submitted."""
        with self._changed:
            self._drop()
            return super().cancel_all()

    def stop(self, *, cancel: bool) -> list[int]:
        """End all placeholders: what they wait for has failed; and all jobs where `cancel`."""
        with self._changed:
            self._drop()
            return super().stop(cancel=cancel)

    def expect(self, item_ids: Iterable[int]) -> None:
        """Keep ids of items for which there are to be placeholders, until the cook stops."""
        self._expected.extend(item_ids)

    def next_expected(self) -> int | None:
        """Return the id of the next of them, once; None where none is left."""
        return self._expected.popleft() if self._expected else None

    def _drop(self) -> None:
        """End all placeholders, and expect none any more."""
        with self._changed:
            self._expected.clear()
            for held in self._held.values():
                self._cancel(held)
            self._held.clear()
            self._changed.notify_all()

    # What follows runs in the thread.

    def _known_jobs(self) -> set[str]:
        return super()._known_jobs() | {held.job for held in self._held.values()}

    def _steps(self) -> dict[str, Callable[[], None]]:
        return super()._steps() | {"release": self._release_tasks}

    def _due_times(self) -> dict[str, float]:
        return super()._due_times() | ({"release": 0.0} if self._releasing else {})

    def _release_tasks(self) -> None:
        with self._changed:
            asked = dict(self._releasing)
            tasks = [task for task in asked.values() if task.job and not task.is_cancelled]
        try:
            if tasks:
                self._holder.release(tasks)
        except FarmError as error:
            self._release_refusals += not error.passing
            if not error.final and self._release_refusals < MOST_REFUSALS:
                raise
            with self._changed:
                self._submit_anew(tasks)
        self._release_refusals = 0
        with self._changed:
            for item_id, task in asked.items():
                if self._releasing.get(item_id) is task:
                    del self._releasing[item_id]
            self._next["look"] = 0.0

    def _submit_anew(self, tasks: Sequence[Task]) -> None:
        """Submit tasks as all others are, whose placeholders the farm does not release."""
        for task in tasks:
            self._ending.setdefault(task.job, 0.0)
            task.job = ""
            task.since = time.monotonic()
            self._new.append(task)

    def _submit_batch(self, batch: Batch) -> None:
        super()._submit_batch(batch)
        with self._changed:
            # A farm that lost its last jobs in a crash gives their numbers to the next ones.
            mine = {id(task) for task in batch.tasks}
            jobs = {task.job for task in batch.tasks if task.job}
            lost = [
                item_id
                for item_id, held in self._held.items()
                if held.job in jobs and id(held) not in mine
            ]
            for item_id in lost:
                del self._held[item_id]

    def _take(self, task: Task, report: JobReport | None) -> None:
        is_waiting = report is not None and report.state == "waiting"
        # That it is held is no news before it was released.
        if not (is_waiting and self._releasing.get(task.item_id) is task):
            super()._take(task, report)
