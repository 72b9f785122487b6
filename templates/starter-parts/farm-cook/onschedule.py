if not work_item.command:
    # Nothing to run: done on the spot.
    return pdg.scheduleResult.CookSucceeded
if self._farm is None:
    self.cookError(f"{work_item.name} came before onStartCook")
    return pdg.scheduleResult.CookFailed
if self._is_full():
    # PDG offers this item, and all others that are ready, again on a later tick.
    return pdg.scheduleResult.FullDeferred
try:
    task = self._make_task(work_item)
except Exception as error:  # whatever it is, it must not end the cook of all other items
    self.cookError(f"{work_item.name} could not be submitted: {error}")
    return pdg.scheduleResult.CookFailed
self._farm.submit(task)
# Scheduled, not done: onTick reports the end.
return pdg.scheduleResult.Succeeded
