# PDG also calls this before the first onSchedule and after onStopCook.
if self._farm is not None:
    for news in self._farm.fetch_news(TELL_TIME):
        self._tell(self._farm, news)
    self._hand_in()
if self._is_full():
    return pdg.tickResult.SchedulerBusy
return pdg.tickResult.SchedulerReady
