"""Commands as PDG's nodes have them: a program, a script in the script directory, arguments.

    "__PDG_PYTHON__" "__PDG_SCRIPTDIR__/verify_job.py" KEY --report "two words"

The script writes what it saw, and then does what the plan of its key says.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from typing import Any

from pdgstandin.playing.jobs import lives

__all__ = ["SCRIPT", "TOKENS", "RealJobs"]

SCRIPT = "verify_job.py"
FACTS, PLAN = "verify_facts", "verify_plan.json"
TOKENS = (
    "__PDG_ITEM_NAME__",
    "__PDG_ITEM_ID__",
    "__PDG_INDEX__",
    "__PDG_DIR__",
    "__PDG_TEMP__",
    "__PDG_SHARED_TEMP__",
    "__PDG_SCRIPTDIR__",
    "__PDG_RESULT_SERVER__",
)
_SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verify_job.py")


class RealJobs:
    """The script, the plans of its keys, and what its runs saw."""

    def __init__(self) -> None:
        """Begin without plans."""
        self._plans: dict[str, list[Any]] = {}
        self._keys: dict[str, str] = {}
        self._folders: list[str] = []
        self._lock = threading.Lock()

    def command(
        self, key: str, arguments: str = "", *actions: Any, program: str = "__PDG_PYTHON__"
    ) -> str:
        """Return the command of a job; `actions` are names of functions of the script, or lists."""
        self._plans[key] = [
            list(one) if isinstance(one, (list, tuple)) else [one] for one in actions
        ]
        self._write_plans()
        text = '"{}" "__PDG_SCRIPTDIR__/{}" {} {}'.format(program, SCRIPT, key, arguments).rstrip()
        self._keys[text] = key
        return text

    def key_of(self, command: str) -> str:
        """Return the key of a command, "" for one that is none of these."""
        return self._keys.get(command, "")

    def install(self, scheduler: Any) -> None:
        """Put the script where jobs find it, as PDG does with those of nodes."""
        try:
            folder = str(scheduler.scriptDir(True))
            os.makedirs(folder, exist_ok=True)
            shutil.copy(_SOURCE, os.path.join(folder, SCRIPT))
        except (OSError, RuntimeError, ValueError):
            return  # no working directory: the scenario sees that its job did not run
        if folder not in self._folders:
            self._folders.append(folder)
        self._write_plans()

    def _write_plans(self) -> None:
        with self._lock:
            for folder in self._folders:
                path = os.path.join(folder, PLAN)
                with open(path + ".part", "w", encoding="utf-8") as file:
                    json.dump(self._plans, file)
                os.replace(path + ".part", path)

    def runs(self, key: str = "") -> list[dict[str, Any]]:
        """Return what each run of a key saw, in order of their starts; of all keys without one."""
        found = []
        for folder in self._folders:
            facts = os.path.join(folder, FACTS)
            for name in sorted(os.listdir(facts)) if os.path.isdir(facts) else ():
                if name.endswith(".json"):
                    with open(os.path.join(facts, name), encoding="utf-8") as file:
                        found.append(json.load(file))
        found.sort(key=lambda one: one["started"])
        return [one for one in found if not key or one["key"] == key]

    def any_alive(self) -> bool:
        """Tell whether a run has not ended."""
        return any(lives(one["pid"]) for one in self.runs())
