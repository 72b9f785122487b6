log_file = self._item_log(work_item.name)
# An item that came from a cache never ran here.
return file_uri(log_file) if log_file.exists() else ""
