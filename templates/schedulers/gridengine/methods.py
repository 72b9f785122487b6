def _make_client(self) -> GridClient:
    return GridClient()


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give the arguments of qsub that ask for what an item needs; raises ValueError."""
    options: list[str] = []
    for option, parm in (("-q", "queue"), ("-P", "project"), ("-l", "resources")):
        text = self._text(work_item, parm)
        if text:
            options += [option, text]
    slots = self._number(work_item, "slots", 1)
    environment = self._text(work_item, "parallel")
    if slots > 1 and not environment:
        raise ValueError("Slots: more than one needs a Parallel Environment")
    if environment:
        options += ["-pe", environment, str(max(1, slots))]
    minutes = self._number(work_item, "timelimit")
    if minutes > 0:
        options += ["-l", f"h_rt={minutes * 60}"]
    priority = self._number(work_item, "priority")
    if priority:
        options += ["-p", str(priority)]
    options += ["-r", "y" if self._number(work_item, "rerun", 1) else "n"]
    try:
        return (*options, *shlex.split(self._text(work_item, "arguments")))
    except ValueError as error:
        raise ValueError(f"More Arguments: {error}") from None


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "slots", 1))


def _is_passed_on(self, name: str) -> bool:
    return name not in JOB_VARIABLES and not name.startswith("SGE_") or name in FARM_VARIABLES
