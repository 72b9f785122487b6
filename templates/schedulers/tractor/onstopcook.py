# PDG may call this more than once for a cook; the second time there is nothing left to cancel.
self._waiting = {}
if self._farm is not None:
    for item_id in self._farm.stop(cancel=cancel):
        self.onWorkItemCanceled(item_id, -1)
if self._farm is None or not len(self._farm):
    for server_name in list(self.getSharedServers()):
        self.endSharedServer(server_name)
self._close_queue()
return True
