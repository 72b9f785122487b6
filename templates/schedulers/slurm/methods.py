def _make_client(self) -> SlurmClient:
    return SlurmClient(self.tempDir(False))


def _job_options(self, work_item: pdg.WorkItem | None) -> tuple[str, ...]:
    """Give the arguments of sbatch that ask for what an item needs; raises ValueError."""
    wanted = {
        "partition": self._text(work_item, "partition"),
        "account": self._text(work_item, "account"),
        "qos": self._text(work_item, "qos"),
        "cpus-per-task": max(1, self._number(work_item, "cpus", 1)),
        "mem": self._number(work_item, "memory"),
        "time": self._number(work_item, "timelimit"),
        "gres": self._text(work_item, "gres"),
        "licenses": self._text(work_item, "licenses"),
        "constraint": self._text(work_item, "constraint"),
        "nice": self._number(work_item, "nice"),
    }
    options = [f"--{name}={value}" for name, value in wanted.items() if value]
    options.append("--requeue" if self._number(work_item, "requeue", 1) else "--no-requeue")
    try:
        return (*options, *shlex.split(self._text(work_item, "arguments")))
    except ValueError as error:
        raise ValueError(f"More Arguments: {error}") from None


def _threads(self, work_item: pdg.WorkItem) -> int:
    return max(1, self._number(work_item, "cpus", 1))


def _is_passed_on(self, name: str) -> bool:
    return not name.startswith("SLURM_") or name in KEPT_VARIABLES
