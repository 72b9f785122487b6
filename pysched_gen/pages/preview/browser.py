"""A Chromium without a window, asked through a pair of pipes (Chrome DevTools Protocol)."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from pysched_gen.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Browser"]

_SECONDS = 60.0
_SWITCHES = (
    *("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--hide-scrollbars", "--remote-debugging-pipe"),
)
# Chromium reads from descriptor 3 and writes to 4: both are moved out of the way first.
_AS_3_AND_4 = (
    "import os, sys; from fcntl import F_DUPFD, fcntl; "
    "read, write = (fcntl(int(one), F_DUPFD, 5) for one in sys.argv[1:3]); "
    "os.dup2(read, 3); os.dup2(write, 4); os.execv(sys.argv[3], sys.argv[3:])"
)

Answer = dict[str, Any]


class Browser:
    """One browser process, from its making to `close`."""

    def __init__(self, program: str, profile: Path) -> None:
        """Start `program`, which keeps files of its own in `profile`.

        Raises:
            UsageError: this system has no such pipes.
        """
        if sys.platform == "win32":
            raise UsageError("a picture needs Linux or macOS; open the page in a browser")
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        shim = [sys.executable, "-c", _AS_3_AND_4, str(theirs_in), str(theirs_out)]
        self._process = subprocess.Popen(  # noqa: S603 - a browser from PATH
            [*shim, program, *_SWITCHES, *sandbox, f"--user-data-dir={profile}"],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(profile)},
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._ends_at = time.monotonic() + _SECONDS
        self._session = ""
        self._number = 0
        self._rest = b""

    def close(self) -> None:
        """End it: a browser whose pipes are closed goes away."""
        os.close(self._out)
        os.close(self._in)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def attach(self, target: str) -> None:
        """Send what follows to the page `target`."""
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]

    def ask(self, method: str, /, **arguments: object) -> Answer:
        """Call a method of the protocol and give its result.

        Raises:
            UsageError: the browser refuses, ends, or does not answer in time.
        """
        self._number += 1
        number = self._number
        call: Answer = {"id": number, "method": method, "params": arguments}
        if self._session:
            call["sessionId"] = self._session
        try:
            os.write(self._out, json.dumps(call).encode() + b"\0")
        except OSError:
            raise _failure("it ended") from None
        while (answer := self._next()).get("id") != number:
            pass
        if "error" in answer:
            raise _failure(str(answer["error"].get("message")))
        result: Answer = answer["result"]
        return result

    def wait_for(self, event: str) -> None:
        """Wait until the browser tells of `event`.

        Raises:
            UsageError: it ends, or takes too long.
        """
        while self._next().get("method") != event:
            pass

    def _next(self) -> Answer:
        while b"\0" not in self._rest:
            left = self._ends_at - time.monotonic()
            if not select.select([self._in], [], [], max(0.0, left))[0]:
                raise _failure(f"no answer in {_SECONDS:.0f} seconds")
            data = os.read(self._in, 1 << 16)
            if not data:
                raise _failure("it ended")
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        answer: Answer = json.loads(message)
        return answer


def _failure(reason: str) -> UsageError:
    return UsageError(
        f"Chromium could not take the picture: {reason}; open the page in a browser instead"
    )
