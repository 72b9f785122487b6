for job, (item_id, _) in self.jobs.items():
    studio_farm.kill(job)
    self.onWorkItemCanceled(item_id, -1)
self.jobs.clear()
return True
