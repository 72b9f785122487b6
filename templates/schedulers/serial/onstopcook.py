item_id = self._end_job()
if cancel and item_id is not None:
    self.onWorkItemCanceled(item_id, -1)
# Servers that jobs have started outlive those jobs, not the cook.
for server_name in list(self.getSharedServers()):
    self.endSharedServer(server_name)
return super().onStopCook(cancel)
