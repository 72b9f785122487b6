def _number(self, work_item: pdg.WorkItem | None, parm: str, default: int = 0) -> int:
    """Read a parameter that the node of an item may override; without an item the scheduler's."""
    node, prefix = work_item.node if work_item else None, self.parmprefix
    return self.evaluateIntOverride(node, prefix, parm, work_item, default)


def _text(self, work_item: pdg.WorkItem | None, parm: str) -> str:
    """Read a parameter that the node of an item may override; without an item the scheduler's."""
    node, prefix = work_item.node if work_item else None, self.parmprefix
    return self.evaluateStringOverride(node, prefix, parm, work_item, "").strip()


def _make_farm(self) -> FarmQueue:
    return FarmQueue(
        self._make_client(),
        self["newscheduler_lookperiod"].evaluateFloat(),
        self["newscheduler_gathertime"].evaluateFloat(),
        self["newscheduler_batchsize"].evaluateInt(),
    )


def _close_farm(self) -> None:
    """Have the farm end every job, and report nothing: nobody waits for these items any more."""
    if self._farm is not None:
        self._farm.close()
        self._farm = None


def _log_file(self, work_item: pdg.WorkItem) -> Path:
    stem = file_stem(work_item.name, work_item.id)
    return Path(self.tempDir(True)).absolute() / "logs" / f"{stem}.log"


def _job_environment(self, work_item: pdg.WorkItem) -> tuple[dict[str, str], list[str]]:
    """Give variables to set and to unset; later ones win: session, PDG, item, parameters."""
    prefix = self.parmprefix
    environment = dict(self.resolveBaseEnvironment(prefix, work_item.node, work_item))
    environment = {name: value for name, value in environment.items() if self._is_passed_on(name)}
    self.addCommonJobEnvVars(environment, work_item)
    threads = self.initHoudiniMaxThreads(work_item, prefix, self._threads(work_item))
    if threads is not None:
        environment["HOUDINI_MAXTHREADS"] = str(threads)
    environment.update((name, str(value)) for name, value in work_item.environment.items())
    own, unset = self.resolveEnvParams(prefix, work_item, False)
    for name in unset:
        environment.pop(name, None)
    return environment | own, [name for name in unset if name not in own]


def _tell(self, farm: FarmQueue, news: News) -> None:
    """Report one thing that happened on the farm."""
    if news.kind == "warning":
        self.cookWarning(news.text)
    elif news.kind == "submitted":
        self._jobs[news.item_id] = news.text
    elif news.kind == "started":
        self._jobs[news.item_id] = news.text
        self.onWorkItemStartCook(news.item_id, -1)
    elif news.kind in ("again", "requeued"):
        # Outputs of the try before must not be there twice.
        self.onWorkItemStartCook(news.item_id, -1, True)
        if news.kind == "again":
            self._say(news)
            farm.try_again(news.item_id)
    elif news.kind == "succeeded":
        self.onWorkItemSucceeded(news.item_id, -1, news.seconds)
    elif news.kind == "cancelled":
        self._say(news)
        self.onWorkItemCanceled(news.item_id, -1)
    else:
        self._say(news)
        self.onWorkItemFailed(news.item_id, -1)


def _say(self, news: News) -> None:
    """Write to an item's log what its command could not say itself."""
    work_item = self.context.graph.workItemById(news.item_id)
    if work_item is None:
        return
    told = {"again": "submitted again", "cancelled": "cancelled on the farm"}
    line = f"{told.get(news.kind, 'failed')}: {news.text or 'no reason is given'}"
    # Where the log cannot be written any more, the item has failed all the same.
    with contextlib.suppress(OSError), self._log_file(work_item).open("a", encoding="utf-8") as log:
        log.write(f"\n{self.name}: {line}\n")


def _cancel(self, item_ids: list[int]) -> None:
    if self._farm is not None:
        for item_id in self._farm.cancel(item_ids):
            self.onWorkItemCanceled(item_id, -1)


def _is_own(self, work_item: pdg.WorkItem) -> bool:
    """Tell whether an item gets a job of this scheduler."""
    scheduler = work_item.node.scheduler
    # What is in a batch is part of its job.
    return work_item.batchParent is None and (scheduler is None or scheduler.name == self.name)


def _hand_in(self) -> None:
    """Submit what PDG does not ask for by itself, as much as a tick has time for."""
    self._schedule_waiting()


def _schedule_waiting(self) -> None:
    """Submit items of a static cook that wait for nothing any more."""
    graph = self.context.graph
    end = time.monotonic() + SCHEDULE_TIME
    for item_id, needs in list(self._waiting.items()):
        while needs and self._has_cooked(graph.workItemById(needs[-1])):
            needs.pop()
        work_item = graph.workItemById(item_id)
        if needs or work_item is None:
            continue
        # The rest has to wait for the next tick: Houdini waits for this one.
        if self._is_full() or time.monotonic() > end:
            return
        result = self.onSchedule(work_item)
        if result == pdg.scheduleResult.CookSucceeded:
            self.onWorkItemSucceeded(item_id, -1, 0.0)
        elif result == pdg.scheduleResult.CookFailed:
            self.onWorkItemFailed(item_id, -1)
        del self._waiting[item_id]


def _has_cooked(self, work_item: pdg.WorkItem | None) -> bool:
    return work_item is None or work_item.isSuccessful
