def _make_client(self) -> ForeignClient:
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    address = self["newscheduler_address"].evaluateString().strip() or "auto"
    return ForeignClient(python, RAY_PROGRAM, {"address": address})


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of Ray for an item, as JSON; raises ValueError."""
    wanted: dict[str, object] = {
        "num_cpus": self._threads(work_item),
        "num_gpus": max(0, self._number(work_item, "gpus")),
        "resources": named_amounts(self._text(work_item, "resources")),
        "seconds": self._number(work_item, "timelimit") * 60,
    }
    memory = self._number(work_item, "memory")
    if memory > 0:
        wanted["memory"] = memory * 1024 * 1024
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem | None) -> int:
    return max(1, self._number(work_item, "cpus", 1))


def _is_passed_on(self, name: str) -> bool:
    # Where the artist's own cluster is says nothing about the one a job is in.
    return not name.startswith("RAY_")
