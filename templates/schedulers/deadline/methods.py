def _make_client(self) -> DeadlineClient:
    return DeadlineClient(deadline_command(self["newscheduler_command"].evaluateString().strip()))


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give lines for the job info file of an item's job."""
    minutes = self._number(work_item, "timelimit")
    wanted = {
        "Department": self["newscheduler_department"].evaluateString().strip(),
        "Pool": self._text(work_item, "pool"),
        "SecondaryPool": self._text(work_item, "secondarypool"),
        "Group": self._text(work_item, "group"),
        "LimitGroups": self._text(work_item, "limits"),
        "Priority": str(self._number(work_item, "priority")),
        "TaskTimeoutMinutes": str(minutes) if minutes > 0 else "",
        "OnTaskTimeout": "Error" if minutes > 0 else "",
    }
    return info_lines(wanted)


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "threads", 1))


def _is_passed_on(self, name: str) -> bool:
    # What a task is told of itself says nothing about the jobs that it submits.
    return not name.startswith("DEADLINE_")
