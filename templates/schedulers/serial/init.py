# The job that runs; the next item waits for its end.
self._job_now: Job | None = None
