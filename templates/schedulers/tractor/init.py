# The task that hands reports of jobs to this session; made when a cook starts.
self._queue: MessageQueue | None = None
