job = self._job_now
if job is not None and job.process.poll() is None:
    return pdg.tickResult.SchedulerBusy
if job is not None:
    self._job_now = None
    self._report_end(job)
return pdg.tickResult.SchedulerReady
