def _make_farm(self) -> HeldQueue:
    self._holding = HeldQueue(
        self._make_client(),
        self["newscheduler_lookperiod"].evaluateFloat(),
        self["newscheduler_gathertime"].evaluateFloat(),
        self["newscheduler_batchsize"].evaluateInt(),
    )
    if self["newscheduler_placeholders"].evaluateInt():
        dependencies, _, _ = self.dependencyGraph(False)
        # What waits for nothing is submitted at once.
        waiting = (item for item, needs in dependencies.items() if needs and self._is_own(item))
        self._holding.expect(item.id for item in waiting)
    return self._holding


def _hand_in(self) -> None:
    """Submit what PDG does not ask for by itself, as much as a tick has time for."""
    self._hold_expected()
    self._schedule_waiting()


def _hold_expected(self) -> None:
    """Put jobs of items that wait on the farm, as many as a tick has time for."""
    end = time.monotonic() + SCHEDULE_TIME
    while self._holding is not None and time.monotonic() < end:
        item_id = self._holding.next_expected()
        if item_id is None:
            return
        work_item = self.context.graph.workItemById(item_id)
        if work_item is None or not work_item.command or work_item.isSuccessful:
            continue
        # What is wrong with a parameter is told when the item itself is submitted.
        with contextlib.suppress(ValueError):
            self._holding.hold(self._task_of(work_item))
