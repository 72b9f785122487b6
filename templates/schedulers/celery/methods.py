def _make_client(self) -> ForeignClient:
    broker = self["newscheduler_broker"].evaluateString().strip()
    settings = {
        "broker": broker,
        "backend": self["newscheduler_backend"].evaluateString().strip() or broker,
    }
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    return ForeignClient(python, CELERY_PROGRAM, settings)


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of Celery for an item, as JSON."""
    wanted = {
        "queue": self._text(work_item, "queue") or "celery",
        "priority": self._number(work_item, "priority"),
        "seconds": self._number(work_item, "timelimit") * 60,
    }
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    return not name.startswith("CELERY_")
