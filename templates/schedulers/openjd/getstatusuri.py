# What a session says of itself.
session = Path(self._log_file(work_item)).parents[1] / "jobs" / session_name(work_item)
return file_uri(session) if session.exists() else ""
