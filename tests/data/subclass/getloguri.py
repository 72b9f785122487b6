log = self.logs.get(work_item.id)
if log:
    return urlunparse(("file", "", log, "", "", ""))
return ""
