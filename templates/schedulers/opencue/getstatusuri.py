page = self["newscheduler_statuspage"].evaluateString().strip()
# "job/number of a frame"
job, _, frame = self._jobs.get(work_item.id, "").rpartition("/")
return page.replace("{job}", quote(job)).replace("{frame}", frame) if page and job else ""
