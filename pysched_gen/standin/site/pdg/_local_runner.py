"""Runs the jobs of the local scheduler, each on a thread that waits for its process.

A job starts as soon as slots are free, not with the next tick: a tick only fills the queue.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Callable

from pdg._local_jobs import LocalJob, kill_processes

__all__ = ["LocalRunner"]

# Threads end with the process they wait for.
_JOIN = 10.0


class LocalRunner:
    """A queue of jobs and as many threads as run at a time.

    `begin(job, error)` is called on the thread of a job once its process runs, or with the error
    that stopped it or its reports; `end(job)` once it has ended, and answers whether it runs again.
    Neither is called for a job that was cancelled.
    """

    def __init__(
        self,
        begin: Callable[[LocalJob, Exception | None], None],
        end: Callable[[LocalJob], bool],
    ) -> None:
        self.slots = 1
        self._begin = begin
        self._end = end
        self._lock = threading.RLock()
        self._queue: deque[LocalJob] = deque()
        self._running: dict[int | str, LocalJob] = {}
        self._threads: set[threading.Thread] = set()

    @property
    def queued(self) -> int:
        """Give the number of jobs that wait for slots."""
        return len(self._queue)

    def keys(self) -> list[int | str]:
        """Give the keys of all jobs, running ones first."""
        with self._lock:
            return [*self._running, *(job.key for job in self._queue)]

    def submit(self, job: LocalJob) -> None:
        """Run a job as soon as it is its turn and its slots are free."""
        with self._lock:
            self._queue.append(job)
        self._fill()

    def set_waiting(self, key: int | str, *, waits: bool) -> None:
        """Lend the slots of a job to others while it waits; afterwards more may be in use."""
        with self._lock:
            if key in self._running:
                self._running[key].waits = waits
        self._fill()

    def kill(self, key: int | str) -> bool:
        """Cancel the job with this key; tell whether there was one."""
        with self._lock:
            found = [job for job in self._queue if job.key == key]
            self._queue = deque(job for job in self._queue if job.key != key)
            running = self._running.get(key)
            found += [running] if running is not None else []
        _cancel(found)
        return bool(found)

    def kill_all(self) -> None:
        """Cancel all jobs; their processes and threads are gone afterwards."""
        with self._lock:
            jobs = [*self._queue, *self._running.values()]
            self._queue.clear()
            threads = self._threads - {threading.current_thread()}
        _cancel(jobs)
        for thread in threads:
            thread.join(_JOIN)

    def _fill(self) -> None:
        """Start threads for the jobs whose turn it is."""
        with self._lock:
            while True:
                job = self._take()
                if job is None:
                    return
                thread = threading.Thread(target=self._work, args=(job,), name="pdg local job")
                self._threads.add(thread)
                thread.start()

    def _take(self) -> LocalJob | None:
        """Give the next job where its slots are free; the order is never changed."""
        used = sum(job.slots for job in self._running.values() if not job.waits)
        if not self._queue or (used and used + self._queue[0].slots > self.slots):
            return None
        job = self._queue.popleft()
        self._running[job.key] = job
        return job

    def _work(self, job: LocalJob | None) -> None:
        """Run jobs, one after the other, until none is left for this thread."""
        while job is not None:
            try:
                self._run(job)
            finally:
                with self._lock:
                    if self._running.get(job.key) is job:
                        del self._running[job.key]
                    job = self._take()
                    if job is None:
                        self._threads.discard(threading.current_thread())
            self._fill()

    def _run(self, job: LocalJob) -> None:
        again = True
        try:
            while again and job.start():
                self._begin(job, None)
                job.wait()
                again = not job.is_canceled and self._end(job)
        except Exception as error:  # noqa: BLE001 - of the system, or of who overrides a report
            self._begin(job, error)


def _cancel(jobs: list[LocalJob]) -> None:
    processes = [job.cancel() for job in jobs]
    kill_processes([process for process in processes if process is not None])
