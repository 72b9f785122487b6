# The same jobs, which hold what is on the farm ahead of time; and the ids of items that are to be.
self._holding: HeldQueue | None = None
self._expected: deque[int] = deque()
