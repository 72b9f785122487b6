import atexit
import contextlib
import math
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

# Seconds before the farm is asked again after it did not answer: doubled each time up to the last.
BACKOFF = (1.0, 2.0, 4.0, 8.0, 15.0)
# How often a batch is submitted that the farm refuses without saying that this will pass.
MOST_REFUSALS = 5
# How often a job has to be unknown to the farm, look after look, and for how many seconds, before it
# counts as lost.
MOST_ABSENCES = 4
LEAST_ABSENCE = 5.0
# Seconds for which a shared disk may not show yet what a job has left.
DISK_DELAY = 30.0
# How often an item is submitted again for what was the fault of a machine, not of its command.
MOST_RESCUES = 3
# Seconds after which the farm is told again to end a job.
TELL_AGAIN = 10.0
# Seconds after a silence of the farm for which it may begin, or hold, jobs that had ended before.
UNREST = 60.0
# Seconds for which Houdini waits as it exits for the farm to be told what to end.
EXIT_TIME = 10.0
# How often the farm is told to end the jobs of a node that was deleted, if it does not answer.
MOST_TRIES = 20


class FarmError(Exception):
    """The farm did not do what it was asked; the message is for artists.

    `passing` says that asking again later may help, `final` that it never will.
    """

    def __init__(self, message: str, *, passing: bool = False, final: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
        self.final = final


@dataclass
class Task:
    """What is kept of a work item while its job is on the farm; never the work item itself."""

    item_id: int
    # Shown in the farm's own tools, so plain letters.
    title: str
    # The program of the job and the file it leaves its exit code in: as this machine sees them,
    # and the program as the farm does.
    script: Path
    exit_file: Path
    farm_script: str
    # Requests for resources; only tasks that ask for the same share a batch.
    options: tuple[str, ...] = ()
    # What is asked for this task alone, where a farm takes tasks that differ by one call.
    own_options: tuple[str, ...] = ()
    retries: int = 0
    # Exit codes that are worth another try; empty for any.
    retry_codes: frozenset[int] = frozenset()
    # What follows is the queue's own business.
    attempts: int = 0
    rescues: int = 0
    job: str = ""
    is_running: bool = False
    absences: int = 0
    # Since when the farm does not know it.
    absent: float = 0.0
    # Since when the farm says that it has ended, and it has left no exit code.
    doubted: float = 0.0
    is_cancelled: bool = False
    since: float = 0.0
    # When it was first seen to run.
    began: float = 0.0


@dataclass(frozen=True)
class JobReport:
    """What the farm says of a job: "waiting", "running", "succeeded", "failed" or "cancelled"."""

    state: str
    # Why, in the farm's words; "" where the state says it all.
    reason: str = ""
    exit_code: int | None = None
    # The machine failed or took the job away: the command is not to blame.
    is_rescue: bool = False
    # Waits for somebody to release it.
    is_held: bool = False
    # It stays on the farm, which will not begin it, until it is told to end it.
    is_left: bool = False
    # Its program has come to an end of its own, so it must have left its exit code.
    leaves_code: bool = False
    # For how long it ran; 0 where the farm does not tell.
    seconds: float = 0.0


@dataclass(frozen=True)
class News:
    """What happened to an item: "submitted", "started", "succeeded", "failed" or "cancelled".

    "again" is for an item whose job did not get to a good end and that waits for `try_again`;
    "requeued" for one whose job the farm itself begins again; "warning" for no item at all.
    """

    kind: str
    item_id: int = -1
    text: str = ""
    seconds: float = 0.0


@dataclass
class Batch:
    """Tasks that are submitted by one call."""

    name: str
    tasks: list[Task]
    refusals: int = 0
    # It may be on the farm already: the call that submitted it failed, maybe on its way back.
    is_unsure: bool = False


def is_unclear(report: JobReport) -> bool:
    """Tell whether a report is of a failure without any reason."""
    return report.state == "failed" and report.exit_code is None and not report.reason


class FarmClient:
    """The calls of a farm that a `FarmQueue` makes, always from its thread; each may wait.

    A job is known by a text. Every call raises FarmError where the farm does not answer.
    """

    def open(self) -> None:
        """Begin what the first call needs, while items are still gathered; not every farm has any."""

    def submit(self, name: str, tasks: Sequence[Task]) -> list[str]:
        """Submit `tasks`, which have the same options, as `name`; return their jobs in order."""
        raise NotImplementedError

    def submit_script(self, name: str, script: str, options: Sequence[str]) -> str:
        """Submit a script that goes on when this session ends; return its job."""
        raise NotImplementedError

    def find(self, name: str, count: int) -> list[str]:
        """Return the jobs of a batch whose submission failed; none where it did not arrive."""
        raise NotImplementedError

    def look(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return what the farm says of `jobs`, by one call for all; leave out unknown ones."""
        raise NotImplementedError

    def history(self, jobs: Sequence[str]) -> dict[str, JobReport]:
        """Return what became of jobs that `look` does not know any more, as far as is known."""
        raise NotImplementedError

    def end(self, jobs: Sequence[str]) -> None:
        """End `jobs`, those that wait and those that run; unknown ones are no error."""
        raise NotImplementedError

    def leftovers(self, names: Sequence[str]) -> list[str]:
        """Return the jobs of batches that wait, run or are left; the queue ends those it is done with.

        A farm that was started again may have forgotten that they had ended; others have none.
        """
        return []

    def close(self) -> None:
        """Let go of what the calls needed; none comes after this one."""


class FarmQueue:
    """The jobs of one cook. Callbacks hand in tasks and fetch news; neither waits for the farm.

    A thread makes all calls of the client: what takes long, or fails, holds up nobody. It touches
    nothing of PDG. It lives from the first task until `close`, and then until what was cancelled
    has ended.
    """

    def __init__(
        self, client: FarmClient, look_period: float, gather_time: float, batch_size: int
    ) -> None:
        self._client = client
        self._look_period = look_period
        self._gather_time = gather_time
        self._batch_size = max(1, batch_size)
        # Tells the jobs of this cook from those of all others.
        self._token = secrets.token_hex(4)
        self._batches_made = 0
        # Those that were submitted.
        self._names: list[str] = []
        # Guards everything below; never held during a call of the client.
        self._changed = threading.Condition()
        self._tasks: dict[int, Task] = {}
        self._new: list[Task] = []
        self._outgoing: deque[Batch] = deque()
        # Jobs to be ended -> when the farm was told so; 0 before it was.
        self._ending: dict[str, float] = {}
        self._news: deque[News] = deque()
        self._told: set[str] = set()
        self._failures: dict[str, int] = {}
        # Kind of call -> when the next one may be made.
        self._next = {"end": 0.0, "submit": 0.0, "look": 0.0, "sweep": 0.0}
        # Whether jobs whose items have ended were looked for, and until when once is not enough.
        self._is_swept = True
        self._unrest_ends = 0.0
        self._is_closed = False
        self._closing_tries = 0
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        """Return how many items have not ended."""
        with self._changed:
            return len(self._tasks)

    def submit(self, task: Task) -> None:
        """Take a task; one of the same item that is still on the farm is ended."""
        with self._changed:
            if task.item_id in self._tasks:
                self.cancel([task.item_id])
            task.since = time.monotonic()
            self._tasks[task.item_id] = task
            self._new.append(task)
            # The thread need not wake for those that it gathers: it would take turns with Houdini.
            if len(self._new) == 1 or len(self._new) >= self._batch_size:
                self._start()

    def cancel(self, item_ids: Iterable[int]) -> list[int]:
        """End the jobs of items and forget these; return those that were on the farm."""
        with self._changed:
            known = [item_id for item_id in item_ids if item_id in self._tasks]
            for item_id in known:
                self._cancel(self._tasks.pop(item_id))
            # What was to be told of them is old by now, above all that they run, or run again.
            gone = set(known)
            self._news = deque(one for one in self._news if one.item_id not in gone)
            self._changed.notify_all()
            return known

    def cancel_all(self) -> list[int]:
        """End all jobs; return the items they were for."""
        with self._changed:
            return self.cancel(list(self._tasks))

    def stop(self, *, cancel: bool) -> list[int]:
        """Take note that the cook has stopped; end all jobs where it was cancelled, as above."""
        with self._changed:
            self._sweep_soon()
            return self.cancel_all() if cancel else []

    def try_again(self, item_id: int) -> None:
        """Submit an item again whose news were "again"; what its first job gave is cleared now."""
        with self._changed:
            task = self._tasks.get(item_id)
            if task is not None:
                task.since = time.monotonic()
                self._new.append(task)
                self._changed.notify_all()

    def job_of(self, item_id: int) -> str:
        """Return the farm's name of an item's job, "" while it has none."""
        with self._changed:
            task = self._tasks.get(item_id)
            return "" if task is None else task.job

    def fetch_news(self, seconds: float = math.inf) -> Iterator[News]:
        """Give what happened, in order; what `seconds` are too short for is left for the next call."""
        end = time.monotonic() + seconds
        while True:
            with self._changed:
                if not self._news:
                    return
                news = self._news.popleft()
            yield news
            if time.monotonic() > end:
                return

    def close(self) -> None:
        """End all jobs, and the thread once the farm was told; wait for neither."""
        with self._changed:
            self.cancel_all()
            self._is_closed = True
            self._sweep_soon()

    def _sweep_soon(self) -> None:
        self._is_swept, self._next["sweep"] = False, 0.0
        self._changed.notify_all()

    def _start(self) -> None:
        if self._thread is None:
            # A daemon: a Houdini that exits without onStop must not hang.
            self._thread = threading.Thread(target=self._run, name="farm queue", daemon=True)
            self._thread.start()
            atexit.register(self._at_exit)
        self._changed.notify_all()

    def _at_exit(self) -> None:
        """Have jobs ended that nobody will look at: onStop is not called when Houdini exits."""
        self.close()
        if self._thread is not None:
            self._thread.join(EXIT_TIME)

    def _cancel(self, task: Task | None) -> None:
        if task is None:
            return
        task.is_cancelled = True
        if task.job:
            self._ending.setdefault(task.job, 0.0)

    # What follows runs in the thread.

    def _steps(self) -> dict[str, Callable[[], None]]:
        """Return what is done for each kind of call."""
        return {
            "end": self._end_jobs,
            "submit": self._submit_batches,
            "look": self._look_at_jobs,
            "sweep": self._end_leftovers,
        }

    def _run(self) -> None:
        steps = self._steps()
        # What fails here, the first call will fail by.
        with contextlib.suppress(FarmError):
            self._client.open()
        while True:
            kinds = self._wait()
            if not kinds:
                self._client.close()
                atexit.unregister(self._at_exit)
                return
            for kind in kinds:
                self._try(kind, steps[kind])

    def _wait(self) -> list[str]:
        """Wait until there is something to do; nothing when there never will be."""
        with self._changed:
            while True:
                if self._is_closed and not (self._has_work() and self._closing_tries <= MOST_TRIES):
                    return []
                now = time.monotonic()
                due = {kind: max(at, self._next[kind]) for kind, at in self._due_times().items()}
                kinds = [kind for kind, at in due.items() if at <= now]
                if kinds:
                    return kinds
                # Not long at once: a clock may be set.
                self._changed.wait(min(min(due.values()) - now, 1.0) if due else None)

    def _has_work(self) -> bool:
        is_unsure = any(batch.is_unsure for batch in self._outgoing)
        return bool(self._ending or is_unsure or not self._is_swept)

    def _due_times(self) -> dict[str, float]:
        """Return from when on each kind of call has something to do."""
        due = {}
        if self._jobs_to_end():
            due["end"] = 0.0
        if self._outgoing or len(self._new) >= self._batch_size:
            due["submit"] = 0.0
        elif self._new:
            due["submit"] = self._new[0].since + self._gather_time
        if self._ending or any(task.job for task in self._tasks.values()):
            due["look"] = 0.0
        # While other calls fail, one more would only take its turn before theirs.
        if not self._is_swept and (self._is_closed or not any(map(self._failures.get, due))):
            due["sweep"] = 0.0
        return due

    def _jobs_to_end(self) -> list[str]:
        # The farm is told again where a job is still there after a while.
        late = time.monotonic() - TELL_AGAIN
        return [job for job, told in self._ending.items() if not told or told < late]

    def _try(self, kind: str, step: Callable[[], None]) -> None:
        """Take a step; after a failure the next is tried later, and artists are told."""
        try:
            step()
        except FarmError as error:
            self._failed(kind, str(error))
        except Exception as error:  # a bug must not end the thread: items would wait for ever
            self._failed(kind, f"{type(error).__name__}: {error}")
        else:
            self._failures[kind] = 0

    def _failed(self, kind: str, text: str) -> None:
        with self._changed:
            count = self._failures.get(kind, 0)
            self._failures[kind] = count + 1
            self._next[kind] = time.monotonic() + BACKOFF[min(count, len(BACKOFF) - 1)]
            self._closing_tries += self._is_closed
            self._is_swept, self._unrest_ends = False, time.monotonic() + UNREST
            if count == 1:  # a single failure is nobody's concern
                self._news.append(News("warning", text=f"the farm does not answer: {text}"))

    def _end_jobs(self) -> None:
        with self._changed:
            jobs = self._jobs_to_end()
        self._client.end(jobs)
        with self._changed:
            self._ending.update(dict.fromkeys(jobs, time.monotonic()))
            self._next["look"] = 0.0

    def _end_leftovers(self) -> None:
        """End what the farm has begun again, or holds, of jobs whose items have ended."""
        with self._changed:
            # What comes in between makes it due once more.
            self._is_swept = self._is_closed or time.monotonic() >= self._unrest_ends
            self._next["sweep"] = time.monotonic() + TELL_AGAIN
        jobs = self._client.leftovers(self._names) if self._names else []
        with self._changed:
            self._forsake(jobs)

    def _known_jobs(self) -> set[str]:
        """Return the jobs that are on the farm for an item."""
        return {task.job for task in self._tasks.values()}

    def _forsake(self, jobs: Iterable[str]) -> None:
        """End those of `jobs` that are there for no item."""
        known = self._known_jobs()
        for job in jobs:
            if job not in known:
                self._ending.setdefault(job, 0.0)

    def _submit_batches(self) -> None:
        self._make_batches()
        while True:
            with self._changed:
                if not self._outgoing:
                    return
                batch = self._outgoing[0]
                if not batch.is_unsure:
                    batch.tasks = [task for task in batch.tasks if not task.is_cancelled]
            self._submit_batch(batch)
            with self._changed:
                self._outgoing.popleft()

    def _make_batches(self) -> None:
        with self._changed:
            groups: dict[tuple[str, ...], list[Task]] = {}
            for task in self._new:
                if task.is_cancelled:
                    continue
                groups.setdefault(task.options, []).append(task)
            self._new = []
            for tasks in groups.values():
                for start in range(0, len(tasks), self._batch_size):
                    part = tasks[start : start + self._batch_size]
                    self._batches_made += 1
                    name = f"{part[0].title}-{self._token}-{self._batches_made}"
                    self._outgoing.append(Batch(name, part))

    def _submit_batch(self, batch: Batch) -> None:
        """Submit a batch, unless it has arrived before; raises FarmError to be tried again."""
        jobs = self._client.find(batch.name, len(batch.tasks)) if batch.is_unsure else []
        if batch.is_unsure and not jobs:
            self._take_ended(batch)
        batch.is_unsure = False
        if not jobs:
            batch.tasks = [task for task in batch.tasks if not task.is_cancelled]
            if not batch.tasks:
                return
            for task in batch.tasks:
                with contextlib.suppress(OSError):
                    task.exit_file.unlink()
            try:
                jobs = self._client.submit(batch.name, batch.tasks)
            except FarmError as error:
                if self._is_refused(batch, error):
                    return
                batch.is_unsure = True
                raise
        self._names.append(batch.name)
        with self._changed:
            # A farm that lost its last jobs in a crash gives their numbers to the next ones.
            for lost in [task for task in self._tasks.values() if task.job in jobs]:
                self._take(lost, self._left_by(lost) or self._lost(lost))
            for job in jobs:
                self._ending.pop(job, None)
            for task, job in zip(batch.tasks, jobs, strict=True):
                task.job = job
                task.absences = 0
                task.doubted = 0.0
                if task.is_cancelled:
                    self._ending.setdefault(job, 0.0)
                else:
                    self._news.append(News("submitted", task.item_id, job))

    def _take_ended(self, batch: Batch) -> None:
        """Take the ends of jobs that did arrive: the farm may have no record of short ones yet."""
        words = [(task, self._left_by(task)) for task in batch.tasks]
        with self._changed:
            for task, word in words:
                if word is not None and self._tasks.get(task.item_id) is task:
                    self._take(task, word)
            batch.tasks = [task for task, word in words if word is None]
            if not batch.tasks:
                self._names.append(batch.name)

    def _is_refused(self, batch: Batch, error: FarmError) -> bool:
        """Fail the items of a batch that the farm will not take; else tell to try again."""
        if not error.passing:
            batch.refusals += 1
        if not error.final and batch.refusals < MOST_REFUSALS:
            return False
        with self._changed:
            for task in batch.tasks:
                self._finish(task, News("failed", task.item_id, f"was not taken: {error}"))
        return True

    def _look_at_jobs(self) -> None:
        with self._changed:
            live = {task.job: task for task in self._tasks.values() if task.job}
            jobs = [*live, *(job for job in self._ending if job not in live)]
            self._next["look"] = time.monotonic() + self._look_period
        if not jobs:
            return
        reports = self._client.look(jobs)
        # Jobs that have ended may be forgotten: what they have left is nearer than the records of
        # the farm, which can be long.
        words = {job: self._left_by(task) for job, task in live.items() if job not in reports}
        for job, task in live.items():
            if job in reports:
                reports[job] = self._made_clear(task, reports[job])
        reports |= {job: word for job, word in words.items() if word is not None}
        absent = [job for job, word in words.items() if word is None]
        if absent:
            reports |= self._client.history(absent)
        for job, task in live.items():
            if job in reports:
                reports[job] = self._proven(task, reports[job])
        with self._changed:
            for job, told in list(self._ending.items()):
                if not told:
                    continue  # It was to be ended only after the farm was asked.
                report = reports.get(job)
                if report is not None and report.is_left:
                    # It was not yet when the farm was told: that did nothing to it.
                    if time.monotonic() - told >= self._look_period:
                        self._ending[job] = 0.0
                elif report is None or report.state not in ("waiting", "running"):
                    del self._ending[job]
            self._forsake(job for job, report in reports.items() if report.is_left)
            for job, task in live.items():
                if self._tasks.get(task.item_id) is not task or task.job != job:
                    continue
                if job in reports:
                    task.absences = 0
                self._take(task, reports.get(job) or self._last_word(task))

    def _left_by(self, task: Task) -> JobReport | None:
        """Return what the job itself has left; None for one that has not come to its end."""
        with contextlib.suppress(OSError, ValueError):
            code = int(task.exit_file.read_text("utf-8"))
            return JobReport("failed" if code else "succeeded", exit_code=code)
        return None

    def _made_clear(self, task: Task, report: JobReport) -> JobReport:
        """Return a report as it is, unless the job itself has told more of its end."""
        if not (report.is_left or is_unclear(report)):
            return report
        word = self._left_by(task)
        if word is None:
            return report
        if report.is_left:
            # The farm has forgotten that it ran.
            return replace(word, is_left=True)
        return word if word.exit_code else report

    def _proven(self, task: Task, report: JobReport) -> JobReport:
        """Return a report as it is, unless it is of an end that the job itself knows nothing of.

        A machine may have failed, or the farm have taken the end of another job for that of this.
        """
        file = task.exit_file
        if not report.leaves_code or file.exists():
            return report
        # To list a folder is to have a shared disk look again for what it knew not to be there.
        with contextlib.suppress(OSError):
            if file.name in os.listdir(file.parent):
                return report
        task.doubted = task.doubted or time.monotonic()
        if time.monotonic() - task.doubted < DISK_DELAY:
            return JobReport("running")
        reason = f"the farm says that job {task.job} has {report.state}, but it left no exit code"
        return JobReport("failed", reason, is_rescue=True)

    def _last_word(self, task: Task) -> JobReport | None:
        """Return what became of a job that the farm does not know; None to wait."""
        word = self._left_by(task)
        if word is not None:
            return word
        if not task.absences:
            task.absent = time.monotonic()
        task.absences += 1
        is_long = time.monotonic() - task.absent >= LEAST_ABSENCE
        return self._lost(task) if task.absences >= MOST_ABSENCES and is_long else None

    def _lost(self, task: Task) -> JobReport:
        """Give what is told of a job that the farm has forgotten."""
        reason = f"the farm does not know job {task.job} any more, and it left no exit code"
        # One that the farm has only forgotten to tell of must not run beside the next.
        return JobReport("failed", reason, is_rescue=True, is_left=True)

    def _take(self, task: Task, report: JobReport | None) -> None:
        if report is None:
            return
        if report.is_left:
            self._ending.setdefault(task.job, 0.0)
        if report.is_held and task.job not in self._told:
            self._told.add(task.job)
            text = f"job {task.job} of {task.title} is held: {report.reason}"
            self._news.append(News("warning", text=text))
        if report.state == "waiting":
            if task.is_running:
                self._news.append(News("requeued", task.item_id, task.job))
            task.is_running = False
            return
        if not task.is_running and report.state != "cancelled":
            task.is_running = True
            task.began = time.monotonic()
            self._news.append(News("started", task.item_id, task.job))
        if report.state == "succeeded":
            seconds = report.seconds or time.monotonic() - task.began
            self._finish(task, News("succeeded", task.item_id, seconds=seconds))
        elif report.state == "cancelled":
            self._finish(task, News("cancelled", task.item_id, report.reason))
        elif report.state == "failed":
            code = "" if report.exit_code is None else f"exit code {report.exit_code}"
            reason = report.reason or code
            if not self._is_tried_again(task, report, reason):
                self._finish(task, News("failed", task.item_id, reason))

    def _is_tried_again(self, task: Task, report: JobReport, reason: str) -> bool:
        """Submit a task again where it has a try left; return whether it has."""
        if report.is_rescue:
            task.rescues += 1
            again = task.rescues <= MOST_RESCUES
        else:
            task.attempts += 1
            codes = task.retry_codes
            again = task.attempts <= task.retries and (not codes or report.exit_code in codes)
        if again:
            task.job, task.is_running = "", False
            self._news.append(News("again", task.item_id, reason))
        return again

    def _finish(self, task: Task, news: News) -> None:
        if self._tasks.get(task.item_id) is task:
            del self._tasks[task.item_id]
            self._news.append(news)
