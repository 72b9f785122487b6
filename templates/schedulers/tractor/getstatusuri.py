job = self._jobs.get(work_item.id, "")
return self._status_page(job) if job else ""
