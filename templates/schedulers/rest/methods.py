def _make_client(self) -> RestClient:
    return RestClient(
        self["newscheduler_address"].evaluateString().strip(),
        self["newscheduler_tokenvariable"].evaluateString().strip(),
    )


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of the queue for an item, as JSON."""
    wanted = {
        "pool": self._text(work_item, "pool"),
        "cpus": max(1, self._number(work_item, "cpus", 1)),
        "memory": self._number(work_item, "memory"),
        "priority": self._number(work_item, "priority"),
        "timeLimit": self._number(work_item, "timelimit") * 60,
    }
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "cpus", 1))


def _is_passed_on(self, name: str) -> bool:
    # A token is for the session that submits, and for no job.
    return name != self["newscheduler_tokenvariable"].evaluateString().strip()
