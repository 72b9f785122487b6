# PDG also calls this before the first onSchedule and after onStopCook.
if self._farm is not None:
    is_verbose = self["verbose"].evaluateInt()
    for news in self._farm.fetch_news(TELL_TIME):
        if is_verbose:
            print(f"{self.name}: item {news.item_id} {news.kind} {news.text}")
        if news.kind == "submitted":
            self.workItemSetIntAttribArray(news.item_id, -1, "tractor_id", job_ids(news.text))
        elif news.kind == "succeeded":
            self._warn_of_exit_code(news.item_id)
        self._tell(self._farm, news)
    if self._queue is not None and self._queue.trouble:
        self.cookWarning(self._queue.trouble)
        self._queue.trouble = ""
    self._hand_in()
if self._is_full():
    return pdg.tickResult.SchedulerBusy
return pdg.tickResult.SchedulerReady
