"""Runs a few lines with the stand-in's `pdg` and two work items.

Lines about one release, or an environment, run in a process of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import Any

from pysched_gen.standin import JOB, SITE

__all__ = ["ask", "ask_job"]

LATEST = "22.0"

_SETUP = """
import json, os, sys
import pdg
from pdg._attribute import *
from pdg._attribute_owner import *
from pdg._enums import *
from pdg._file import File
context = pdg.GraphContext("test")
node = context.addNode("node")
holder = pdg.WorkItemHolder(node)
item = holder.addWorkItem(index=3)
batch = holder.addWorkItem(index=10, batch=True, batchSize=3)

def error(action):
    try:
        action()
    except Exception as problem:
        return type(problem).__name__ + ": " + str(problem)

def closed():
    context.graph._attributes_open = False
"""


def ask(script: str, release: str = LATEST, env: dict[str, str] | None = None) -> Any:
    """Run `script` with `item` and `batch`; give what it left in `answer`, through JSON."""
    lines = _SETUP + textwrap.dedent(script)
    if release == LATEST and not env:
        if str(SITE) not in sys.path:
            sys.path.insert(0, str(SITE))
        names: dict[str, Any] = {}
        exec(compile(lines, "<lines of a test>", "exec"), names)  # noqa: S102 - our own lines
        return json.loads(json.dumps(names["answer"]))
    return _run(lines, {"PDG_STANDIN_HOUDINI": release, **(env or {})})


def ask_job(script: str, env: dict[str, str] | None = None) -> Any:
    """Run `script` as a job would, with `pdgjson` and without a server; give its `answer`."""
    return _run("import json, pdgjson\n" + textwrap.dedent(script), env or {}, jobs=True)


def _run(script: str, env: dict[str, str], *, jobs: bool = False) -> Any:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PDG_", "HOUDINI"))}
    own |= {"PYTHONPATH": str(JOB if jobs else SITE), "PYTHONUTF8": "1", **env}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script + "\nprint('ANSWER', json.dumps(answer))"],
        env=own,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout.rpartition("ANSWER ")[2])
