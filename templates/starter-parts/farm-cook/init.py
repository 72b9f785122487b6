# The jobs of the cook; parameters cannot be read here, so it is made when a cook starts.
self._farm: FarmQueue | None = None
# Work item id -> the farm's name of its last job, for the URI of its status.
self._jobs: dict[int, str] = {}
