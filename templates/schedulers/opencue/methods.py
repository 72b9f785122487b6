def _make_client(self) -> CueClient:
    settings = {
        "cuebot": self["newscheduler_cuebot"].evaluateString().strip(),
        "facility": self["newscheduler_facility"].evaluateString().strip(),
        "show": self["newscheduler_show"].evaluateString().strip(),
        "shot": self["newscheduler_shot"].evaluateString().strip(),
    }
    python = self["newscheduler_python"].evaluateString().strip() or "python3"
    return CueClient(python, CUE_PROGRAM, settings)


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give what is asked of OpenCue for an item, as JSON."""
    wanted = {
        "service": self._text(work_item, "service") or "default",
        "cores": self._threads(work_item),
        "memory": self._number(work_item, "memory"),
        "tags": self._text(work_item, "tags").split(),
        "limits": self._text(work_item, "limits").split(),
        "priority": max(1, self._number(work_item, "priority", 1)),
        "minutes": self._number(work_item, "timelimit"),
    }
    return (json.dumps(wanted),)


def _threads(self, work_item: pdg.WorkItem | None) -> int:
    return max(1, self._number(work_item, "cores", 1))


def _is_passed_on(self, name: str) -> bool:
    # What a frame is told of itself says nothing about the jobs that it submits.
    return not name.startswith("CUE")
