def _make_client(self) -> SessionClient:
    return SessionClient(
        self["newscheduler_command"].evaluateString().strip() or "openjd",
        max(1, self["newscheduler_sessions"].evaluateInt()),
    )


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give the template of an item's job."""
    return (job_template(self._number(work_item, "timelimit") * 60),)


def _submit_program(self, name: str, script: str) -> str:
    """Begin a session that goes on when this one of Houdini ends; give its process."""
    command = self._make_client().command(Path(script), self._job_options(None)[0])
    try:
        process = start_session(command, Path(script))
    except OSError as error:
        raise RuntimeError(f"{command[0]} cannot be started: {error}") from None
    return str(process.pid)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    return not name.startswith("OPENJD_")
