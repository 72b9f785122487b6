self._close_farm()
if self.isCallbackServerRunning():
    self.stopCallbackServer()
return True
