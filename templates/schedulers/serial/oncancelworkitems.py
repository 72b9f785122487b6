ids = [item.id for item in work_items]
if self._job_now is not None and self._job_now.item_id in ids:
    item_id = self._end_job()
    if item_id is not None:
        self.onWorkItemCanceled(item_id, -1)
