"""What a job needs before it starts: programs, environment, files, and its command without tokens.

Variables are those of the reference (4.4); parameter names are those of the shipped schedulers:
`<prefix>_envmulti` with `<prefix>_envname#` and `<prefix>_envvalue#`, `<prefix>_envunset`,
`<prefix>_env_file`, `<prefix>_inheritlocalenv`, `<prefix>_usehoudinimaxthreads`.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Callable

from pdg._enums import attribFlag, workItemDataSource
from pdg._paths import PathMap, copy_file, write_file
from pdg._release import NAME, since
from pdg.utils import parseEnvironmentFile

if TYPE_CHECKING:
    from pdg._work_item import WorkItem

__all__ = [
    "JOB_SOURCES",
    "application",
    "base_environment",
    "common_variables",
    "copy_job_scripts",
    "data_file",
    "expand_tokens",
    "hython_bin",
    "item_variables",
    "max_threads",
    "parameter_variables",
    "path_mapping",
    "python_bin",
    "transfer_file",
    "transfer_files",
    "write_item",
]

_RPC = {
    "PDG_RPC_MAX_ERRORS": "pdg_rpcmaxerrors",
    "PDG_RPC_TIMEOUT": "pdg_rpctimeout",
    "PDG_RPC_RETRIES": "pdg_rpcretries",
    "PDG_RPC_MAX_BACKOFF": "pdg_rpcbackoff",
    "PDG_BATCH_POLL_DELAY": "pdg_rpcbatch",
    "PDG_RELEASE_SLOT_ON_POLL": "pdg_rpcrelease",
}
# What the stand-in's own hython needs to be the same Python and the same release.
_SESSION = {"PDG_STANDIN_PYTHON": sys.executable, "PDG_STANDIN_HOUDINI": NAME}
_HERE = os.path.dirname(os.path.abspath(__file__))
# What Houdini has in $HHP/pdgjob; here it lies beside the directory that `pdg` is imported from.
JOB_SOURCES = os.path.join(os.path.dirname(os.path.dirname(_HERE)), "job")
_SKIPPED = ("__pycache__",)
_WHEN_COOKING_BATCHES, _ALWAYS = 1, 2  # of "Ignore RPC Errors"
_TOKEN = re.compile(r"__PDG_[A-Z_]+?__")


def python_bin() -> str:
    """Return $PDG_PYTHON, or the Python of this session (Houdini: the one it ships)."""
    return os.environ.get("PDG_PYTHON") or sys.executable


def hython_bin() -> str:
    """Return $PDG_HYTHON, or `$HFS/bin/hython`; "hython" from the PATH without $HFS.

    The stand-in's own is a Python that knows `pdg` and, with `--pdg`, cooks a graph file.
    """
    if os.environ.get("PDG_HYTHON"):
        return os.environ["PDG_HYTHON"]
    path = os.path.join(os.environ.get("HFS", ""), "bin", "hython")
    return path if os.path.isfile(path) else "hython"


def application(name: str) -> str:
    """Return the path of "python" or "hython"; any other is found on the PATH of the job."""
    return {"python": python_bin, "hython": hython_bin}.get(name, lambda: name)()


def base_environment(scheduler: Any, prefix: str, node: Any, work_item: WorkItem) -> dict[str, str]:
    """Return what a job starts from: the session's variables where the parameters ask for them."""
    inherits = scheduler.evaluateIntOverride(node, prefix, "inheritlocalenv", work_item, 0)
    return dict(os.environ) if inherits else {}


def common_variables(scheduler: Any, work_item: WorkItem | None) -> dict[str, str]:
    """Return the variables every job of PDG has; paths are those of the farm."""
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
    variables["PDG_RPC_IGNORE_ERRORS"] = str(int(_ignores_rpc_errors(scheduler, work_item)))
    if work_item is not None:
        variables.update(item_variables(scheduler, work_item))
    path_mapping(scheduler, variables)
    return variables


def _client_id(scheduler: Any) -> str:
    """Return as whom jobs report; "" where the scheduler has neither server nor queue."""
    return str(scheduler._client_id()) if hasattr(scheduler, "_client_id") else ""


def _ignores_rpc_errors(scheduler: Any, work_item: WorkItem | None) -> bool:
    """Tell whether a report that fails leaves the job be.

    "Ignore RPC Errors" is never, when cooking batches, or always (its menu); the job of an
    ordinary item knows nothing of batches, so it is told what holds for its item.
    """
    choice = scheduler["pdg_rpcignoreerrors"].evaluateInt()
    is_batch = work_item is not None and work_item.isBatch
    return bool(choice == _ALWAYS or (choice == _WHEN_COOKING_BATCHES and is_batch))


def item_variables(scheduler: Any, work_item: WorkItem) -> dict[str, str]:
    """Return the variables that say which item a job is of; PDG_ITEM_ID is as old as 18.5."""
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
    """Return the variables the parameters set, and the names of those they unset.

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
    """Return HOUDINI_MAXTHREADS of a job: as the parameters say, `default` where they do not."""
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


def data_file(scheduler: Any, work_item: WorkItem) -> str:
    """Return the path of an item's data on this machine: `.json`, or `.json.gz` when compressed."""
    ending = ".json.gz" if scheduler.isCompressWorkItemData else ".json"
    return f"{scheduler.dataDir(True)}/{work_item.name}{ending}"


def write_item(scheduler: Any, work_item: WorkItem) -> None:
    """Write the data of an item where jobs load it from files; raises OSError if that fails."""
    if scheduler.workItemDataSource != workItemDataSource.JSONFile:
        return
    text = work_item.saveJSONString().encode("utf-8")
    # Level 1 of gzip: the data is read once, and soon.
    content = gzip.compress(text, 1) if scheduler.isCompressWorkItemData else text
    write_file(data_file(scheduler, work_item), content)


def transfer_files(scheduler: Any, work_item: WorkItem) -> None:
    """Transfer the files of attributes with the flag Transfer, which the help says PDG does.

    `onTransferFile` of the class does it where there is one. What PDG does when it answers False
    is not documented; here that is a warning, and the job has to do without the file.
    """
    # Houdini 17.5 has no methods to go through attributes with.
    for attribute in list((work_item._attributes or {}).values()):
        if not attribute.hasFlag(attribFlag.Transfer):
            continue
        for value in attribute.values:
            transfer_file(scheduler, str(getattr(value, "path", value)), work_item.name)


def transfer_file(scheduler: Any, path: str, owner: str) -> None:
    """Have the class transfer a file that `owner`, an item or a node, needs; warn if it did not."""
    # Classes of 17.5 override `transferFile` itself.
    old = not since(18, 0) and scheduler._callback("onTransferFile") is None
    outcome = scheduler._call("transferFile" if old else "onTransferFile", path)
    done = outcome.value if outcome.called else scheduler.transferFile(path)
    if not done:
        scheduler.cookWarning(f"{owner}: {path} was not transferred")


def copy_job_scripts(target: str) -> None:
    """Copy `pdgcmd` and what else jobs import into `target`; what is there and same is kept."""
    for folder, folders, files in os.walk(JOB_SOURCES):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        below = os.path.relpath(folder, JOB_SOURCES)
        for name in files:
            if name.endswith(".py"):
                path = os.path.normpath(os.path.join(target, below, name))
                copy_file(os.path.join(folder, name), path)


def expand_tokens(scheduler: Any, command: str, work_item: WorkItem | None) -> str:
    """Return `command` with its tokens replaced; those PDG does not know stay.

    Documented under `expandCommandTokens`. Paths are the farm's. Tokens of an item stay where no
    item is given; that of a program whose path the scheduler cannot tell stays with a warning.
    """
    values = _token_values(scheduler, work_item)

    def replace(match: re.Match[str]) -> str:
        token = match.group()
        if token not in values:
            return token
        value = values[token]()
        if value is None:
            scheduler.cookWarning(f"{token} stands for nothing: applicationBin returned None")
            return token
        return str(value)

    return _TOKEN.sub(replace, command)


def _token_values(scheduler: Any, work_item: WorkItem | None) -> dict[str, Callable[[], Any]]:
    values: dict[str, Callable[[], Any]] = {
        "__PDG_DIR__": lambda: scheduler.workingDir(False),
        "__PDG_SHARED_ROOT__": lambda: scheduler.workingDir(False),
        "__PDG_TEMP__": lambda: scheduler.tempDir(False),
        "__PDG_SHARED_TEMP__": lambda: scheduler.tempDir(False),
        "__PDG_SCRIPTDIR__": lambda: scheduler.scriptDir(False),
        "__PDG_RESULT_SERVER__": lambda: scheduler.workItemResultServerAddr() or "",
        "__PDG_HFS__": lambda: os.environ.get("HFS", ""),
        "__PDG_PYTHON__": lambda: scheduler._application("python", work_item),
        "__PDG_HYTHON__": lambda: scheduler._application("hython", work_item),
    }
    if work_item is not None:
        values["__PDG_ITEM_NAME__"] = lambda: work_item.name
        values["__PDG_ITEM_ID__"] = lambda: work_item.id
        values["__PDG_INDEX__"] = lambda: work_item.index
    return values
