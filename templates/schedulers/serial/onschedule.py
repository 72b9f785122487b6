if not work_item.command:
    # Nothing to run: done on the spot.
    return pdg.scheduleResult.CookSucceeded
if self._job_now is not None:
    # PDG offers this item, and all others that are ready, again on a later tick.
    return pdg.scheduleResult.FullDeferred
try:
    self._job_now = self._start_job(work_item)
except (OSError, ValueError) as error:
    self.cookError(f"{work_item.name} could not be started: {error}")
    return pdg.scheduleResult.CookFailed
self.onWorkItemStartCook(work_item.id, -1)
# Begun, not done: onTick reports the end, so that Houdini does not stand still until then.
return pdg.scheduleResult.Succeeded
