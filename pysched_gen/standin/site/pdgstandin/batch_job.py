"""The job of a batch whose items have commands and which has none itself.

    batch_job.py PARTS

PARTS is what `pack` makes of the items: for each its name, id, index and command. They run one
after the other, each in a shell, and are reported as `pdgcmd` of Houdini lets a job report them:
start and success of each; the first that fails ends the job, and with it the batch. Where the
batch started before all of its items were ready, the job waits for each.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import zlib
from typing import Any

__all__ = ["command_for", "main", "pack", "unpack"]

_HERE = os.path.dirname(os.path.abspath(__file__))
_TOKEN = re.compile(r"__PDG_([A-Z_]+?)__")


def command_for(parts: list[dict[str, Any]], *, waits: bool) -> str:
    """Return the command line of a batch, with PDG's token for the Python that runs it."""
    return '"__PDG_PYTHON__" "{}" {}{}'.format(
        os.path.abspath(__file__), pack(parts), " --wait" if waits else ""
    )


def pack(parts: list[dict[str, Any]]) -> str:
    """Return `parts` as one word that no shell and no token touches."""
    data = zlib.compress(json.dumps(parts).encode("utf-8"), 9)
    return base64.urlsafe_b64encode(data).decode("ascii")


def unpack(word: str) -> list[dict[str, Any]]:
    """Return what `pack` was given."""
    parts: list[dict[str, Any]] = json.loads(zlib.decompress(base64.urlsafe_b64decode(word)))
    return parts


def main(arguments: list[str]) -> int:
    """Run the parts; return the exit code of the first that fails, 0 without one."""
    # The scripts directory of the cook has it where the scheduler copied its job files.
    sys.path.append(os.environ.get("PDG_SCRIPTDIR", ""))
    sys.path.append(os.path.join(_HERE, os.pardir, os.pardir, "job"))
    import pdgcmd

    for position, part in enumerate(unpack(arguments[0])):
        if "--wait" in arguments:
            pdgcmd.waitUntilReady(None, position)
        pdgcmd.workItemStartCook(None, position)
        sys.stdout.flush()
        code = subprocess.call(_expanded(part), shell=True, env=_environment(part))  # noqa: S602
        if code != 0:
            sys.stderr.write("{}: exit code {}\n".format(part["name"], code))
            return code
        pdgcmd.workItemSuccess(None, position)
    return 0


def _environment(part: dict[str, Any]) -> dict[str, str]:
    own = {"PDG_ITEM_NAME": part["name"], "PDG_INDEX": str(part["index"])}
    return {**os.environ, **part.get("environment", {}), **own}


def _expanded(part: dict[str, Any]) -> str:
    """Return the command of a part with its tokens replaced, the item's own from the part."""
    own = {
        "ITEM_NAME": part["name"],
        "ITEM_ID": str(part["id"]),
        "INDEX": str(part["index"]),
        "PYTHON": sys.executable,
    }

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        found: str = own.get(name, os.environ.get("PDG_" + name, match.group()))
        return found

    return _TOKEN.sub(value, str(part["command"]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
