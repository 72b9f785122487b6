"""The queue that starters share, on a farm that does what a test asks of it."""

from __future__ import annotations

import runpy
import threading
from typing import TYPE_CHECKING, Any

import pytest
from daemons import wait_for
from trees import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PART = runpy.run_path(str(ROOT / "templates/starter-parts/farm-queue/header.py"))
FarmClient: Any = PART["FarmClient"]
LOOK = 0.01


class Farm(FarmClient):  # type: ignore[misc]
    """Ends every job at the first look; `silences` of its calls fail before it answers."""

    def __init__(self, begins_again: Sequence[int], silences: int = 0) -> None:
        self._begins_again = begins_again
        self._silences = silences
        self.ended: list[str] = []
        self.swept = 0
        self.unanswered: list[str] = []
        self.is_closed = False

    def _answer(self, call: str) -> None:
        if self._silences:
            self._silences -= 1
            self.unanswered.append(call)
            raise PART["FarmError"]("no answer")

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        del name
        return [f"job {task.item_id}" for task in tasks]

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        self._answer("look")
        return {job: PART["JobReport"]("succeeded") for job in jobs if job not in self.ended}

    def history(self, jobs: Sequence[str]) -> dict[str, Any]:
        del jobs
        return {}

    def leftovers(self, names: Sequence[str]) -> list[str]:
        assert len(set(names)) == len(names) > 0
        self._answer("leftovers")
        self.swept += 1
        return [f"job {number}" for number in self._begins_again]

    def end(self, jobs: Sequence[str]) -> None:
        self.ended += jobs

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("silences", [0, 1, 2])
@pytest.mark.parametrize(("begins_again", "stops"), [((), True), ((1,), False), ((0, 2), True)])
def test_jobs_that_a_farm_has_begun_again_are_ended_with_the_cook(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begins_again: tuple[int, ...],
    silences: int,
    *,
    stops: bool,
) -> None:
    farm = Farm(begins_again, silences)
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    monkeypatch.setitem(queue.submit.__globals__, "BACKOFF", (LOOK,))
    for number in range(3):
        script = tmp_path / f"script{number}"
        queue.submit(PART["Task"](number, "item", script, tmp_path / "exit", str(script)))
    good: list[int] = []

    def have_all_ended() -> bool:
        good.extend(one.item_id for one in queue.fetch_news() if one.kind == "succeeded")
        return len(good) == 3

    wait_for(have_all_ended)
    # What takes the turns of other calls could keep these from ever getting an answer.
    assert farm.unanswered == ["look"] * silences
    expected = [f"job {number}" for number in begins_again]
    if silences:
        # It may have been started again meanwhile.
        wait_for(lambda: sorted(set(farm.ended)) == expected)
    else:
        assert farm.ended == []
    if stops:
        queue.stop(cancel=False)
        wait_for(lambda: farm.swept and sorted(set(farm.ended)) == expected)
    queue.close()
    wait_for(lambda: farm.is_closed)
    assert sorted(set(farm.ended)) == expected


class Keeper(Farm):
    """Has each job end at the first look, and holds it then until it is told twice to end it.

    Where it `keeps` an end to itself, it says only that it holds the job.
    """

    def __init__(self, *, keeps: bool) -> None:
        super().__init__(())
        self._keeps = keeps
        self.looks: dict[str, int] = {}
        self.submitted: list[str] = []

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        del name
        for task in tasks:
            task.exit_file.write_text("0")
        jobs = [f"job {task.item_id}" for task in tasks]
        self.submitted += jobs
        return jobs

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        del jobs  # as a farm that is asked for arrays
        told = {}
        for job in self.submitted:
            self.looks[job] = self.looks.get(job, 0) + 1
            if job == "job 0":
                told[job] = PART["JobReport"]("running")
            elif self.looks[job] == 1 and not self._keeps:
                told[job] = PART["JobReport"]("succeeded", leaves_code=True)
            elif self.ended.count(job) < 2:
                held = {"is_rescue": True, "is_left": True}
                told[job] = PART["JobReport"]("failed", "launch failed", **held)
        return told


@pytest.mark.parametrize("keeps", [False, True])
def test_a_job_that_a_farm_holds_when_its_item_has_ended_is_ended_while_others_run(
    tmp_path: Path, *, keeps: bool
) -> None:
    farm = Keeper(keeps=keeps)
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 3)
    for number in range(3):
        queue.submit(task(tmp_path, number))
    kinds: list[tuple[str, int]] = []

    def have_ended() -> bool:
        kinds.extend((one.kind, one.item_id) for one in queue.fetch_news())
        return {("succeeded", 1), ("succeeded", 2)} <= set(kinds)

    wait_for(have_ended)
    assert "again" not in {kind for kind, _ in kinds}
    wait_for(lambda: sorted(farm.ended) == ["job 1", "job 1", "job 2", "job 2"])
    assert len(queue) == 1
    assert len(farm.submitted) == 3
    queue.close()
    wait_for(lambda: "job 0" in farm.ended)


class Liar(Farm):
    """Says of every job that it has come to its own end in `state`, whatever became of it."""

    def __init__(self, state: str, left: str | None) -> None:
        super().__init__(())
        self._left = left
        self._report = PART["JobReport"](state, exit_code=int(state == "failed"), leaves_code=True)
        self.submitted = 0

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        (task,) = tasks
        if self._left is not None:
            task.exit_file.write_text(self._left)
        self.submitted += 1
        return [name]

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        return dict.fromkeys(jobs, self._report)


@pytest.mark.parametrize(
    ("state", "left", "told"),
    [
        ("succeeded", "0", ("succeeded", 1)),
        ("failed", "1", ("failed", 1)),
        # Nobody knows whether it ran: it is submitted again, and fails in the end.
        ("succeeded", None, ("failed", 4)),
        ("failed", None, ("failed", 4)),
        # A disk that was full when it ended.
        ("failed", "", ("failed", 1)),
    ],
)
def test_an_end_that_a_job_knows_nothing_of_is_none(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    state: str,
    left: str | None,
    told: tuple[str, int],
) -> None:
    farm = Liar(state, left)
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    monkeypatch.setitem(queue.submit.__globals__, "DISK_DELAY", 0.1)
    queue.submit(PART["Task"](1, "item", tmp_path / "script", tmp_path / "exit", "script"))
    kinds: list[str] = []

    def has_ended() -> bool:
        for one in queue.fetch_news():
            kinds.append(one.kind)
            if one.kind == "again":
                queue.try_again(one.item_id)
        return kinds[-1:] in (["succeeded"], ["failed"])

    wait_for(has_ended)
    queue.close()
    assert (kinds[-1], farm.submitted) == told


class Forgetful(Farm):
    """Runs every job for ever; gives them the names of `names`, and tells nothing of `untold`."""

    def __init__(self, names: Sequence[str], untold: Sequence[str] = ()) -> None:
        super().__init__(())
        self._names = list(names)
        self._untold = set(untold)
        self.looks = 0

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        del name
        return [self._names.pop(0) for _ in tasks]

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        self.looks += 1
        running = PART["JobReport"]("running")
        return {job: running for job in jobs if job not in self._untold}


class Absentminded(Forgetful):
    """Tells nothing of its job at three looks of four."""

    def look(self, jobs: Sequence[str]) -> dict[str, Any]:
        known = super().look(jobs)
        return {} if self.looks % 4 else known


def task(folder: Path, number: int) -> Any:
    return PART["Task"](number, "item", folder / "script", folder / f"exit{number}", "script")


def wait_for_news(queue: Any, kind: str, item_id: int) -> None:
    wait_for(lambda: (kind, item_id) in {(one.kind, one.item_id) for one in queue.fetch_news()})


def test_a_job_that_a_farm_tells_nothing_of_does_not_run_beside_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farm = Forgetful(["first", "second"], untold=["first"])
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    monkeypatch.setitem(queue.submit.__globals__, "LEAST_ABSENCE", 0.0)
    queue.submit(task(tmp_path, 1))
    wait_for_news(queue, "again", 1)
    queue.try_again(1)
    wait_for_news(queue, "started", 1)
    assert queue.job_of(1) == "second"
    wait_for(lambda: farm.ended == ["first"])
    queue.cancel_all()
    wait_for(lambda: "second" in farm.ended)


@pytest.mark.parametrize(
    ("farm", "least"),
    [
        pytest.param(Absentminded(["first", "second"]), 0.0, id="between looks that it tells of"),
        pytest.param(Forgetful(["first", "second"], ["first"]), 60.0, id="at once"),
    ],
)
def test_a_job_is_not_lost_that_a_farm_tells_nothing_of_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, farm: Any, least: float
) -> None:
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    monkeypatch.setitem(queue.submit.__globals__, "LEAST_ABSENCE", least)
    queue.submit(task(tmp_path, 1))
    wait_for(lambda: farm.looks > 12)
    assert [
        one.kind for one in queue.fetch_news() if one.kind not in ("submitted", "started")
    ] == []
    assert (queue.job_of(1), farm.ended) == ("first", [])
    queue.close()


def test_an_item_that_is_tried_again_says_why(tmp_path: Path) -> None:
    queue = PART["FarmQueue"](Liar("failed", "7"), LOOK, LOOK, 1)
    one = task(tmp_path, 1)
    one.retries = 1
    queue.submit(one)
    again: list[str] = []

    def is_tried_again() -> bool:
        again.extend(one.text for one in queue.fetch_news() if one.kind == "again")
        return again != []

    wait_for(is_tried_again)
    assert again == ["exit code 1"]
    queue.close()


def test_news_that_there_is_no_time_for_are_kept_in_order(tmp_path: Path) -> None:
    queue = PART["FarmQueue"](Farm(()), LOOK, LOOK, 8)
    for number in range(8):
        queue.submit(task(tmp_path, number))
    told: list[Any] = []
    wait_for(lambda: len(queue) == 0)
    while some := list(queue.fetch_news(0.0)):
        assert len(some) == 1
        told += some
    kinds = [[one.kind for one in told if one.item_id == number] for number in range(8)]
    assert kinds == [["submitted", "started", "succeeded"]] * 8
    queue.close()


def test_a_number_that_a_farm_gives_again_is_not_that_of_a_job_to_be_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farm = Forgetful(["12", "12"])
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    # A job that is there still is ended with each look.
    monkeypatch.setitem(queue.submit.__globals__, "TELL_AGAIN", 0.0)
    queue.submit(task(tmp_path, 1))
    wait_for_news(queue, "started", 1)
    queue.cancel([1])
    queue.submit(task(tmp_path, 2))
    wait_for_news(queue, "submitted", 2)
    ended, looks = len(farm.ended), farm.looks
    wait_for(lambda: farm.looks > looks + 10)
    assert len(farm.ended) == ended
    queue.close()


def test_nothing_is_told_of_an_item_after_it_was_cancelled(tmp_path: Path) -> None:
    farm = Forgetful(["first", "second"])
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    for number in (1, 2):
        queue.submit(task(tmp_path, number))
    wait_for(lambda: farm.looks > 1 and queue.job_of(2))
    assert queue.cancel([1, 3]) == [1]
    wait_for(lambda: farm.ended == ["first"])
    assert {one.item_id for one in queue.fetch_news()} == {2}
    queue.close()


def test_a_job_is_ended_that_was_cancelled_while_the_farm_was_asked_for_it(tmp_path: Path) -> None:
    looks, cancelled = threading.Event(), threading.Event()

    class Slow(Forgetful):
        def look(self, jobs: Sequence[str]) -> dict[str, Any]:
            found = super().look(jobs)
            looks.set()
            cancelled.wait()
            # Of a job that is just handed over a farm may say nothing.
            return {} if self.looks == 1 else found

    farm = Slow(["first"])
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 1)
    queue.submit(task(tmp_path, 1))
    assert looks.wait(600)
    queue.cancel([1])
    cancelled.set()
    wait_for(lambda: farm.ended == ["first"])
    queue.close()


def test_a_client_begins_while_items_are_gathered(tmp_path: Path) -> None:
    calls: list[str] = []

    class Slow(Forgetful):
        def open(self) -> None:
            calls.append("open")
            raise PART["FarmError"]("cannot begin yet")

        def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
            calls.append("submit")
            return super().submit(name, tasks)

    queue = PART["FarmQueue"](Slow(["first", "second"]), LOOK, 3600.0, 2)
    queue.submit(task(tmp_path, 1))
    wait_for(lambda: calls)
    assert calls == ["open"]
    queue.submit(task(tmp_path, 2))
    wait_for_news(queue, "started", 2)
    assert calls == ["open", "submit"]
    queue.close()


def test_items_that_come_one_by_one_cause_no_more_looks(tmp_path: Path) -> None:
    farm = Forgetful([f"job {number}" for number in range(9)])
    queue = PART["FarmQueue"](farm, 3600.0, 0.0, 1)
    for number in range(9):
        queue.submit(task(tmp_path, number))
        wait_for_news(queue, "submitted", number)
    assert farm.looks == 1
    queue.close()


class Deaf(Farm):
    """Runs what it is given, and its first answer is lost; it has no record of what has ended."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(())
        self._codes = codes
        self.ran: list[int] = []

    def submit(self, name: str, tasks: Sequence[Any]) -> list[str]:
        del name
        is_first = not self.ran
        for one, code in zip(tasks, self._codes, strict=False):
            self.ran.append(one.item_id)
            if code:
                one.exit_file.write_text(code)
        if is_first:
            raise PART["FarmError"]("the answer was lost", passing=True)
        return [f"job {one.item_id}" for one in tasks]

    def find(self, name: str, count: int) -> list[str]:
        del name, count
        return []


@pytest.mark.parametrize(
    ("codes", "ends", "ran"),
    [
        (("0", "1"), {(0, "succeeded"), (1, "failed")}, [0, 1]),
        # What left nothing did not arrive.
        (("0", ""), {(0, "succeeded"), (1, "succeeded")}, [0, 1, 1]),
    ],
)
def test_what_ran_before_the_farm_could_be_asked_for_it_does_not_run_again(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    codes: tuple[str, str],
    ends: set[tuple[int, str]],
    ran: list[int],
) -> None:
    farm = Deaf(codes)
    queue = PART["FarmQueue"](farm, LOOK, LOOK, 2)
    monkeypatch.setitem(queue.submit.__globals__, "BACKOFF", (LOOK,))
    for number in range(2):
        queue.submit(task(tmp_path, number))
    told: set[tuple[int, str]] = set()

    def have_ended() -> bool:
        is_over = len(queue) == 0
        told.update((one.item_id, one.kind) for one in queue.fetch_news())
        return is_over

    wait_for(have_ended)
    queue.close()
    assert ends <= told
    assert farm.ran == ran
