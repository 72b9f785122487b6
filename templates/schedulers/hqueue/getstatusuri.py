page = self["newscheduler_statuspage"].evaluateString().strip()
job = self._jobs.get(work_item.id, "")
return page.replace("{job}", quote(job)) if page and job else ""
