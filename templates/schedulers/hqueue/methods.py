def _make_client(self) -> HQueueClient:
    return HQueueClient(self["newscheduler_address"].evaluateString().strip())


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of HQueue for an item, as JSON."""
    group, clients = self._text(work_item, "group"), self._text(work_item, "clients").split()
    conditions = []
    if group:
        conditions.append({"type": "client", "name": "group", "op": "==", "value": group})
    if clients:
        names = ",".join(clients)
        conditions.append({"type": "client", "name": "hostname", "op": "any", "value": names})
    wanted = {
        "priority": self._number(work_item, "priority"),
        "conditions": conditions,
        "seconds": self._number(work_item, "timelimit") * 60,
    }
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    # What a job is told of itself says nothing about the jobs that it submits.
    return name not in JOB_VARIABLES
