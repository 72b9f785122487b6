self._end_job()
return super().onStop()
