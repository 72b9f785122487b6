def _make_client(self) -> SessionClient:
    return SessionClient(
        self["newscheduler_command"].evaluateString().strip() or "openjd",
        max(1, self["newscheduler_sessions"].evaluateInt()),
    )


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give the template of an item's job."""
    return (job_template(self._number(work_item, "timelimit") * 60),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    return not name.startswith("OPENJD_")
