# The farm knows jobs, not what they wait for: each is submitted when all before it have cooked,
# so a job that is tried again holds up what comes after it, and nothing else.
for item, needs in dependencies.items():
    if self._is_own(item):
        self._waiting[item.id] = [need.id for need in needs]
self._schedule_waiting()
