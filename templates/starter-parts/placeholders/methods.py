def _make_farm(self) -> HeldQueue:
    self._holding = HeldQueue(
        self._make_client(),
        self["newscheduler_lookperiod"].evaluateFloat(),
        self["newscheduler_gathertime"].evaluateFloat(),
        self["newscheduler_batchsize"].evaluateInt(),
    )
    self._expected.clear()
    if self["newscheduler_placeholders"].evaluateInt():
        dependencies, _, _ = self.dependencyGraph(False)
        # What waits for nothing is submitted at once.
        waiting = (item for item, needs in dependencies.items() if needs and self._is_own(item))
        self._expected.extend(item.id for item in waiting)
    return self._holding


def _hold_expected(self) -> None:
    """Put jobs of items that wait on the farm, as many as a tick has time for."""
    end = time.monotonic() + SCHEDULE_TIME
    while self._expected and self._holding is not None and time.monotonic() < end:
        work_item = self.context.graph.workItemById(self._expected.popleft())
        if work_item is None or not work_item.command or work_item.isSuccessful:
            continue
        # What is wrong with a parameter is told when the item itself is submitted.
        with contextlib.suppress(ValueError):
            self._holding.hold(self._task_of(work_item))


def _drop_placeholders(self) -> None:
    """Have those ended whose items will not come any more: what they wait for has failed."""
    self._expected.clear()
    if self._holding is not None:
        self._holding.drop()
