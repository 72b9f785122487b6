def _max_jobs(self) -> int:
    jobs = self["localrunner_maxjobs"].evaluateInt()
    return jobs if jobs > 0 else os.cpu_count() or 1


def _log_file(self, item_name: str) -> Path:
    return Path(self.tempDir(True)).absolute() / "logs" / f"{item_name}.log"


def _start_job(self, work_item: pdg.WorkItem) -> Job:
    """Start the process of an item; raises OSError or ValueError where it cannot start."""
    # Before 21.0 nobody tells a scheduler that a single item was cancelled: it just comes again.
    if work_item.id in self._jobs:
        kill_processes([self._jobs.pop(work_item.id).process])
    # Job folders and the item's data must exist before its command starts.
    self.createJobDirsAndSerializeWorkItems(work_item)
    log_file = self._log_file(work_item.name)
    process = start_process(
        self.expandCommandTokens(work_item.command, work_item),
        self._job_environment(work_item),
        self.workingDir(True),
        log_file,
        low_priority=self._choice(work_item, "priority", 0) == 1,
    )
    return Job(process, log_file, self._time_limit(work_item))


def _job_environment(self, work_item: pdg.WorkItem) -> dict[str, str]:
    """Later ones win: session, PDG, the item's own, the parameters of this scheduler."""
    environment = session_variables(self._choice(work_item, "inheritlocalenv", 1) == 1)
    environment.update(self._pdg_variables(work_item))
    for name, value in work_item.environment.items():
        environment[name] = str(value)
    for name in self._text(work_item, "envunset").split():
        environment.pop(name, None)
    environment.update(parse_assignments(self._text(work_item, "env")))
    return environment


def _pdg_variables(self, work_item: pdg.WorkItem) -> dict[str, str]:
    values = {
        "PDG_RESULT_SERVER": self.workItemResultServerAddr(),
        "PDG_ITEM_NAME": work_item.name,
        "PDG_ITEM_ID": work_item.id,
        "PDG_ITEM_DATA_SOURCE": self["pdg_workitemdatasource"].evaluateInt(),
        "PDG_INDEX": work_item.index,
        "PDG_INDEX4": f"{work_item.index:04d}",
        "PDG_DIR": self.workingDir(False),
        "PDG_TEMP": self.tempDir(False),
        "PDG_SHARED_TEMP": self.tempDir(False),
        "PDG_SCRIPTDIR": self.scriptDir(False),
    }
    return {name: str(value) for name, value in values.items()}


# The next three read parameters that the node of an item may override.
def _time_limit(self, work_item: pdg.WorkItem) -> float:
    node, prefix = work_item.node, self.parmprefix
    return self.evaluateFloatOverride(node, prefix, "timelimit", work_item, 0.0)


def _choice(self, work_item: pdg.WorkItem, parm: str, default: int) -> int:
    node, prefix = work_item.node, self.parmprefix
    return self.evaluateIntOverride(node, prefix, parm, work_item, default)


def _text(self, work_item: pdg.WorkItem, parm: str) -> str:
    node, prefix = work_item.node, self.parmprefix
    return self.evaluateStringOverride(node, prefix, parm, work_item, "")


def _poll_jobs(self) -> None:
    """Report each job that has ended and kill those over their time limit; waits for none."""
    for item_id in [key for key, job in self._jobs.items() if job.has_ended()]:
        self._report_end(item_id, self._jobs.pop(item_id))
    for job in self._jobs.values():
        if 0 < job.time_limit < job.age() and not job.is_overdue:
            job.is_overdue = True
            signal_group(job.process, force=True)


def _report_end(self, item_id: int, job: Job) -> None:
    if job.process.returncode == 0:
        self.onWorkItemSucceeded(item_id, -1, job.age())
        return
    reason = f"exit code {job.process.returncode}"
    if job.is_overdue:
        reason = f"killed, the time limit is {job.time_limit:g} s"
    # Where the log cannot be written any more, the item has failed all the same.
    with contextlib.suppress(OSError), job.log_file.open("a", encoding="utf-8") as log:
        log.write(f"\n{self.name}: failed after {job.age():.1f} s, {reason}\n")
    self.onWorkItemFailed(item_id, -1)


def _cancel_jobs(self, item_ids: list[int]) -> None:
    """Ask jobs to end and report their items; what is left after the grace time is killed."""
    known = [item_id for item_id in item_ids if item_id in self._jobs]
    if not known:
        return
    processes = [self._jobs.pop(item_id).process for item_id in known]
    for process in processes:
        signal_group(process, force=False)
    for item_id in known:
        self.onWorkItemCanceled(item_id, -1)
    still_ending = [process for process in self._ending if process.returncode is None]
    self._ending = still_ending + processes
    # A timer, because no callback is sure to come after onStopCook. It touches nothing of PDG.
    timer = threading.Timer(KILL_GRACE, kill_processes, [processes])
    timer.daemon = True
    timer.start()


def _kill_everything(self) -> None:
    """Leave no process behind and report nothing: nobody waits for these items any more."""
    kill_processes([job.process for job in self._jobs.values()] + self._ending)
    self._jobs = {}
    self._ending = []
    self._end_shared_servers()


def _end_shared_servers(self) -> None:
    for server_name in self.getSharedServers():
        self.endSharedServer(server_name)
