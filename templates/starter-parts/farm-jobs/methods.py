def _is_full(self) -> bool:
    if not self["pdg_usemaxtasks"].evaluateInt() or self._farm is None:
        return False
    return len(self._farm) >= max(1, self["pdg_maxtasks"].evaluateInt())


def _make_task(self, work_item: pdg.WorkItem) -> Task:
    """Write what the job of an item needs; raises OSError or ValueError where that fails."""
    # Job folders and the item's data must exist before its command starts.
    self.createJobDirsAndSerializeWorkItems(work_item)
    stem = file_stem(work_item.name, work_item.id)
    here, there = self.tempDir(True), self.tempDir(False)
    folder = Path(here).absolute() / "jobs"
    folder.mkdir(parents=True, exist_ok=True)
    log_file = self._log_file(work_item)
    log_file.parent.mkdir(parents=True, exist_ok=True)
    # A log tells of all tries of one cook.
    with contextlib.suppress(FileNotFoundError):
        log_file.unlink()
    environment, unset = self._job_environment(work_item)
    script = folder / f"{stem}.sh"
    text = job_script(
        self.expandCommandTokens(work_item.command, work_item),
        environment,
        unset,
        self.workingDir(False),
        f"{there}/logs/{stem}.log",
        f"{there}/jobs/{stem}.exit",
    )
    # Names that are no Unicode come in as surrogates and go out as they were.
    script.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
    return self._task_of(work_item)


def _task_of(self, work_item: pdg.WorkItem) -> Task:
    """Give what the farm is asked for an item, and write nothing; raises ValueError."""
    stem = file_stem(work_item.name, work_item.id)
    folder = Path(self.tempDir(True)).absolute() / "jobs"
    codes = self._text(work_item, "retrycodes").replace(",", " ").split()
    return Task(
        work_item.id,
        re.sub(r"[^A-Za-z0-9_.-]", "_", work_item.node.name)[:40] or "job",
        folder / f"{stem}.sh",
        folder / f"{stem}.exit",
        f"{self.tempDir(False)}/jobs/{stem}.sh",
        self._job_options(work_item),
        retries=self._number(work_item, "retries"),
        retry_codes=frozenset(int(code) for code in codes),
    )
