return file_uri(self._log_file(work_item.name))
