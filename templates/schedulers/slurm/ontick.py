# PDG also calls this before the first onSchedule and after onStopCook.
if self._farm is not None:
    for news in self._farm.fetch_news():
        self._tell(self._farm, news)
    self._hold_expected()
    self._schedule_waiting()
if self._is_full():
    return pdg.tickResult.SchedulerBusy
return pdg.tickResult.SchedulerReady
