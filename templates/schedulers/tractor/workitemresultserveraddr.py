# Jobs report to the message queue on the farm, which hands it on to the server of this session.
address = self._queue.address if self._queue is not None else ""
return address or str(super().workItemResultServerAddr())
