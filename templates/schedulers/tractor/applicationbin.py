if name == "hython":
    return self._hython()
if name == "python":
    return self._python()
# Any other application is found on the PATH of the job.
return name
