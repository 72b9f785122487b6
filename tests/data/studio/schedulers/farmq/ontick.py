limit = self["farmq_timelimit"].evaluateInt()
for job, (item_id, started) in list(self.jobs.items()):
    seconds = time.monotonic() - started
    state = studio_farm.state(job)
    if state == "running" and limit and seconds > limit:
        studio_farm.kill(job)
        state = studio_farm.state(job)
    if state == "running":
        continue
    del self.jobs[job]
    if state == "done":
        self.onWorkItemSucceeded(item_id, -1, seconds)
    else:
        self.onWorkItemFailed(item_id, -1)
return pdg.tickResult.SchedulerReady
