"""Runs the commands of a batch's sub-items in turn: the job of a batch in a graph file.

Houdini's own batches are cooked by a script of their node, such as the one of ROP Fetch; a graph
file says commands of sub-items instead. Each sub-item waits until it may begin, is reported as
begun and as cooked, and the first that fails ends the job with its exit code.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pdgcmd
import pdgjson


def main() -> int:
    """Run the batch of this job; return the exit code of its last command."""
    batch = pdgjson.WorkItem.fromJobEnvironment()
    for place, item in enumerate(batch.subItems):
        try:
            pdgcmd.waitUntilReady(batch.reportId, place)
        except RuntimeError as error:
            sys.stdout.write("{}\n".format(error))
            return 1
        pdgcmd.workItemStartCook(batch.reportId, place)
        code = _run(item)
        if code != 0:
            sys.stdout.write("{} ended with exit code {}\n".format(item.name, code))
            return code
        pdgcmd.workItemSuccess(batch.reportId, place)
    return 0


def _run(item: Any) -> int:
    """Run the command of one sub-item; one without has nothing to do."""
    values = {
        "__PDG_ITEM_NAME__": item.name,
        "__PDG_ITEM_ID__": str(item.id),
        "__PDG_INDEX__": str(item.index),
        "__PDG_SCRIPTDIR__": os.path.dirname(os.path.abspath(__file__)),
        "__PDG_PYTHON__": sys.executable,
    }
    command = item.command
    for token, value in values.items():
        command = command.replace(token, value)
    if not command:
        return 0
    sys.stdout.flush()
    line = pdgcmd.localizePath(command)
    return subprocess.call(line, shell=True)  # noqa: S602 - what the item asks


if __name__ == "__main__":
    sys.exit(main())
