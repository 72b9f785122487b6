# The jobs of the cook; parameters cannot be read here, so it is made when a cook starts.
self._farm: FarmQueue | None = None
# Work item id -> the farm's name of its last job, for the URI of its status.
self._jobs: dict[int, str] = {}
# In a static cook, where PDG asks for no item: those that are not submitted yet -> the items that
# each waits for.
self._waiting: dict[int, list[int]] = {}
