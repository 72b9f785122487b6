self._close_queue()
self._close_farm()
if self.isCallbackServerRunning():
    self.stopCallbackServer()
return True
