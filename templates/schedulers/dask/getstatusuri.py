page = self["newscheduler_dashboard"].evaluateString().strip().rstrip("/")
job = self._jobs.get(work_item.id, "")
return f"{page}/info/task/{quote(job)}.html" if page and job else ""
