"""How the doubles of Tractor's client reach the double of its engine.

TRACTOR_DOUBLE_DELAY is a time in seconds that each call takes, and of TRACTOR_DOUBLE_FAILS calls
each last one fails after it was carried out, so that tests see what a farm in trouble is like.
"""

import json
import os
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode


class EngineClientError(Exception):
    """The engine refuses, or does not answer."""


class Connection:
    """An engine, and a login there."""

    def __init__(self):
        self.settings = {"hostname": "tractor-engine", "port": 80, "user": "", "password": None}
        self.session, self.calls = "", 0

    def set(self, **settings):
        known = {"hostname", "port", "user", "password", "debug", "sessionFilename"}
        if not settings.keys() <= known:
            raise TypeError(f"no such setting: {sorted(settings.keys() - known)}")
        if {**self.settings, **settings} != self.settings:
            self.session = ""
        self.settings.update(settings)

    def login(self):
        place = self.settings.get("sessionFilename")
        if place and not self.session:
            try:
                self.session = Path(place).read_text()
            except OSError:
                pass
        if not self.session:
            asked = {"q": "login", "user": self.settings["user"]}
            asked["c"] = self.settings["password"] or ""
            self.session = self.send(f"/Tractor/monitor?{urlencode(asked)}", b"")["tsid"]
            if place:
                Path(place).write_text(self.session)
                Path(place).chmod(0o600)

    def ask(self, path, body, **asked):
        """Make a call as the user; log in before, and again where the session has ended."""
        self.calls += 1
        time.sleep(float(os.environ.get("TRACTOR_DOUBLE_DELAY") or 0))
        self.login()
        try:
            answer = self.send(f"{path}?{urlencode({**asked, 'tsid': self.session})}", body)
        except EngineClientError as error:
            if "a login is needed" not in str(error):
                raise
            self.session = ""
            place = self.settings.get("sessionFilename")
            if place:
                Path(place).unlink(missing_ok=True)
            self.login()
            answer = self.send(f"{path}?{urlencode({**asked, 'tsid': self.session})}", body)
        fails = int(os.environ.get("TRACTOR_DOUBLE_FAILS") or 0)
        if fails and self.calls % fails == 0:
            raise EngineClientError("the answer of the engine was lost")
        return answer

    def send(self, path, body):
        address = f"http://{self.settings['hostname']}:{self.settings['port']}{path}"
        if self.settings.get("debug"):
            print("tractor:", path.partition("?")[0])
        try:
            with urllib.request.urlopen(address, data=body, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            raise EngineClientError(json.loads(error.read())["message"]) from None
        except OSError as error:
            raise EngineClientError(f"cannot reach the engine: {error}") from None

    def close(self):
        self.session = ""


CONNECTION = Connection()
