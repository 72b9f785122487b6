# The farm knows jobs, not what they wait for: each is submitted when all before it have cooked,
# so a job that is tried again holds up what comes after it, and nothing else.
for item, needs in dependencies.items():
    scheduler = item.node.scheduler
    # What is in a batch is part of its job.
    if item.batchParent is None and (scheduler is None or scheduler.name == self.name):
        self._waiting[item.id] = [need.id for need in needs]
self._schedule_waiting()
