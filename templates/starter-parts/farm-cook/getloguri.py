log_file = self._log_file(work_item)
# An item that came from a cache has never run here.
return file_uri(log_file) if log_file.exists() else ""
