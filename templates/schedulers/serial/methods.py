def _item_log(self, item_name: str) -> Path:
    return Path(self.tempDir(True)).absolute() / "logs" / f"{item_name}.log"


def _start_job(self, work_item: pdg.WorkItem) -> Job:
    """Start the command of an item; raises OSError or ValueError where it cannot start."""
    # Job folders and the item's data must exist before its command starts.
    self.createJobDirsAndSerializeWorkItems(work_item)
    log_file = self._item_log(work_item.name)
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            # A line for a shell, as a whole: a shell that is given a list runs its first word.
            self.expandCommandTokens(work_item.command, work_item),
            shell=True,
            env=self._job_environment(work_item),
            cwd=self.workingDir(True),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Job(work_item.id, process, log_file)


def _job_environment(self, work_item: pdg.WorkItem) -> dict[str, str]:
    """Later ones win: session, PDG, the item's own, the parameters."""
    environment = dict(os.environ)
    self.addCommonJobEnvVars(environment, work_item)
    # The parameters are the local scheduler's, and so are their names.
    threads = self.initHoudiniMaxThreads(work_item, "local")
    if threads is not None:
        environment["HOUDINI_MAXTHREADS"] = str(threads)
    environment.update((name, str(value)) for name, value in work_item.environment.items())
    own, unset = self.resolveEnvParams(self.parmprefix, work_item, False)
    for name in unset:
        environment.pop(name, None)
    return environment | own


def _report_end(self, job: Job) -> None:
    seconds = time.monotonic() - job.started
    code = job.process.returncode
    if code == 0:
        self.onWorkItemSucceeded(job.item_id, -1, seconds)
        return
    # Where the log cannot be written any more, the item has failed all the same.
    with contextlib.suppress(OSError), job.log_file.open("a", encoding="utf-8") as log:
        log.write(f"\n{self.name}: failed: exit code {code}\n")
    self.onWorkItemFailed(job.item_id, -1)


def _end_job(self) -> int | None:
    """End what runs; give the item that it was for."""
    job, self._job_now = self._job_now, None
    if job is None:
        return None
    job.end()
    return job.item_id
