import contextlib
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

# Seconds that a command has to end by itself once it was cancelled.
KILL_GRACE = 2.0


class Job:
    """What is kept of a work item while its process runs; never the work item itself."""

    def __init__(self, item_id: int, process: subprocess.Popen[bytes], log_file: Path) -> None:
        self.item_id = item_id
        self.process = process
        self.log_file = log_file
        self.started = time.monotonic()

    def end(self) -> None:
        """End the process and all it has started, and kill what does not end; wait for neither."""
        if self.process.poll() is None:
            threading.Thread(target=self._end, name="end of a job").start()

    def _end(self) -> None:
        self._signal("SIGTERM")
        time.sleep(KILL_GRACE)
        # What it has started may live on without it, and keeps the number of its group.
        self._signal("SIGKILL")
        self.process.wait()

    def _signal(self, name: str) -> None:
        if os.name == "nt":
            self.process.kill()
        else:
            # macOS answers with PermissionError where only a zombie is left.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, getattr(signal, name))
