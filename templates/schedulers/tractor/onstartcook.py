self._set_folders()
if not self.isCallbackServerRunning():
    self.startCallbackServer()
for text in self._refused():
    self.cookWarning(text)
# A cook that ended without being cancelled may have left jobs that nobody looks at.
self._close_farm()
self._jobs = {}
self._waiting = {}
self._farm = self._make_farm()
try:
    self._start_queue()
except ValueError as error:
    raise pdg.CookError(str(error)) from None
return True
