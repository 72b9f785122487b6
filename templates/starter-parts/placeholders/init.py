# The same jobs, which hold what is on the farm ahead of time.
self._holding: HeldQueue | None = None
