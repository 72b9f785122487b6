def _make_client(self) -> ForeignClient:
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    address = self["newscheduler_address"].evaluateString().strip()
    return ForeignClient(python, DASK_PROGRAM, {"address": address})


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of Dask for an item, as JSON; raises ValueError."""
    wanted = {
        "resources": named_amounts(self._text(work_item, "resources")),
        "workers": self._text(work_item, "workers").split(),
        "priority": self._number(work_item, "priority"),
        "seconds": self._number(work_item, "timelimit") * 60,
    }
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    # How the session's own Dask is set up says nothing about that of a job.
    return not name.startswith("DASK_")
