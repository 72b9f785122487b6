working_dir = self["pdg_workingdir"].evaluateString()
self.setWorkingDir(working_dir, working_dir)
if not self.isCallbackServerRunning():
    self.startCallbackServer()
# A cook that ended without being cancelled may have left jobs that nobody looks at.
self._close_farm()
self._jobs = {}
self._waiting = {}
self._farm = self._make_farm()
return True
