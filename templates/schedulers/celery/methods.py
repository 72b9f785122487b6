def _make_client(self) -> CeleryClient:
    broker = self["newscheduler_broker"].evaluateString().strip()
    settings = {
        "broker": broker,
        "backend": self["newscheduler_backend"].evaluateString().strip() or broker,
    }
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    return CeleryClient(python, settings)


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of Celery for an item, as JSON."""
    wanted = {
        "queue": self._text(work_item, "queue") or "celery",
        "priority": self._number(work_item, "priority"),
        "seconds": self._number(work_item, "timelimit") * 60,
    }
    return (json.dumps(wanted),)


def _submit_program(self, name: str, script: str) -> str:
    """Submit one program; give the id of its task, or raise RuntimeError."""
    client = self._make_client()
    try:
        return client.submit_script(f"{name}-{secrets.token_hex(4)}", script, self._job_options(None))
    except FarmError as error:
        raise RuntimeError(str(error)) from None
    finally:
        client.close()


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    return not name.startswith("CELERY_")
