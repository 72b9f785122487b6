"""The environment of a job, made from the scheduler's parameters and its work item.

Variables are those of the reference (4.4); parameter names are those of the shipped schedulers:
`<prefix>_envmulti` with `<prefix>_envname#` and `<prefix>_envvalue#`, `<prefix>_envunset`,
`<prefix>_env_file`, `<prefix>_inheritlocalenv`, `<prefix>_usehoudinimaxthreads`.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from pdg._paths import PathMap
from pdg._release import NAME, since
from pdg.utils import parseEnvironmentFile

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = [
    "base_environment",
    "common_variables",
    "item_variables",
    "max_threads",
    "parameter_variables",
    "path_mapping",
]

_RPC = {
    "PDG_RPC_IGNORE_ERRORS": "pdg_rpcignoreerrors",
    "PDG_RPC_MAX_ERRORS": "pdg_rpcmaxerrors",
    "PDG_RPC_TIMEOUT": "pdg_rpctimeout",
    "PDG_RPC_RETRIES": "pdg_rpcretries",
    "PDG_RPC_MAX_BACKOFF": "pdg_rpcbackoff",
    "PDG_BATCH_POLL_DELAY": "pdg_rpcbatch",
    "PDG_RELEASE_SLOT_ON_POLL": "pdg_rpcrelease",
}

# What the stand-in's own hython needs to be the same Python and the same release.
_SESSION = {"PDG_STANDIN_PYTHON": sys.executable, "PDG_STANDIN_HOUDINI": NAME}


def base_environment(scheduler: Any, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
    """Give what a job starts from: the session's variables where the parameters ask for them."""
    inherits = scheduler.evaluateIntOverride(node, prefix, "inheritlocalenv", work_item, 0)
    return dict(os.environ) if inherits else {}


def common_variables(scheduler: Any, work_item: WorkItem | None) -> dict[str, str]:
    """Give the variables every job of PDG has; paths are those of the farm."""
    variables = {
        "PDG_RESULT_SERVER": str(scheduler.workItemResultServerAddr() or ""),
        "PDG_DIR": scheduler.workingDir(False),
        "PDG_TEMP": scheduler.tempDir(False),
        "PDG_SHARED_TEMP": scheduler.tempDir(False),
        "PDG_SCRIPTDIR": scheduler.scriptDir(False),
        "PDG_HFS": os.environ.get("HFS", ""),
        # Tells a job of this cook from one that an earlier cook has left.
        "PDG_RESULT_CLIENT_ID": _client_id(scheduler),
    }
    variables.update(_SESSION)
    variables.update({name: _setting(scheduler, parm) for name, parm in _RPC.items()})
    if work_item is not None:
        variables.update(item_variables(scheduler, work_item))
    path_mapping(scheduler, variables)
    return variables


def _client_id(scheduler: Any) -> str:
    """Give as whom jobs report; "" where the scheduler has neither server nor queue."""
    return str(scheduler._client_id()) if hasattr(scheduler, "_client_id") else ""


def item_variables(scheduler: Any, work_item: WorkItem) -> dict[str, str]:
    """Give the variables that say which item a job is of; PDG_ITEM_ID is as old as 18.5."""
    variables = {
        "PDG_ITEM_NAME": work_item.name,
        "PDG_ITEM_LABEL": work_item.label,
        "PDG_ITEM_DATA_SOURCE": str(int(scheduler.workItemDataSource)),
        "PDG_INDEX": str(work_item.index),
        "PDG_INDEX4": f"{work_item.index:04d}",
    }
    if since(18, 5):
        variables["PDG_ITEM_ID"] = str(work_item.id)
    return variables


def parameter_variables(
    scheduler: Any, prefix: str, work_item: WorkItem | None
) -> tuple[dict[str, str], list[str]]:
    """Give the variables the parameters set, and the names of those they unset.

    Raises OSError or ValueError where the environment file cannot be read.
    """
    node = None if work_item is None else work_item.node

    def text(parm: str) -> str:
        return str(scheduler.evaluateStringOverride(node, prefix, parm, work_item, ""))

    variables: dict[str, str] = {}
    if text("env_file"):
        variables.update(parseEnvironmentFile(text("env_file")))
    count = scheduler.evaluateIntOverride(node, prefix, "envmulti", work_item, 0)
    for number in range(1, count + 1):
        name = text(f"envname{number}").strip()
        if name:
            variables[name] = text(f"envvalue{number}")
    unset = [name for name in re.split(r"[\s,;]+", text("envunset")) if name]
    return variables, unset


def max_threads(
    scheduler: Any, work_item: WorkItem | None, prefix: str, default: int | None
) -> int | None:
    """Give HOUDINI_MAXTHREADS of a job: as the parameters say, `default` where they do not."""
    node = None if work_item is None else work_item.node
    used = scheduler.evaluateIntOverride(node, prefix, "usehoudinimaxthreads", work_item, 0)
    if not used:
        return default
    return int(scheduler.evaluateIntOverride(node, prefix, "houdinimaxthreads", work_item, 0))


def path_mapping(scheduler: Any, environment: dict[str, str]) -> None:
    """Add the path map to a job's environment, unless the scheduler has mapping off."""
    if not since(18, 5) or scheduler["pdg_mapmode"].evaluateInt() == 1:
        return
    if PathMap.mappings():
        environment["PDG_PATHMAP"] = PathMap.pathMapJSON()
    if scheduler["pdg_usemapzone"].evaluateInt():
        environment["PDG_PATHMAP_ZONE"] = scheduler["pdg_mapzone"].evaluateString()


def _setting(scheduler: Any, parm: str) -> str:
    return str(scheduler[parm].evaluateString())
