command = self.expandCommandTokens(work_item.command, work_item)
try:
    job = studio_farm.submit(command)
except ConnectionError as error:
    self.workItemError(str(error), work_item)
    return pdg.scheduleResult.CookFailed
self.jobs[job] = (work_item.id, time.monotonic())
self.onWorkItemStartCook(work_item.id, -1)
return pdg.scheduleResult.Succeeded
