page = self["newscheduler_statuspage"].evaluateString().strip()
# "id of a job.number of a task"
job, _, task = self._jobs.get(work_item.id, "").partition(".")
return page.replace("{job}", quote(job)).replace("{task}", task) if page and job else ""
