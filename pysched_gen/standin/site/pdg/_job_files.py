"""Files a job needs before it starts: its work item's data, and the scripts it imports."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING, Any

from pdg._enums import attribFlag, workItemDataSource
from pdg._folders import copy_file, write_file

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["JOB_SOURCES", "copy_job_scripts", "data_file", "transfer_files", "write_item"]

_HERE = os.path.dirname(os.path.abspath(__file__))

# What Houdini has in $HHP/pdgjob; here it lies beside the directory that `pdg` is imported from.
JOB_SOURCES = os.path.join(os.path.dirname(os.path.dirname(_HERE)), "job")

_SKIPPED = ("__pycache__",)


def data_file(scheduler: Any, work_item: WorkItem) -> str:
    """Give the path of an item's data on this machine: `.json`, or `.json.gz` when compressed."""
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
            path = str(getattr(value, "path", value))
            outcome = scheduler._call("onTransferFile", path)
            done = outcome.value if outcome.called else scheduler.transferFile(path)
            if not done:
                scheduler.cookWarning(f"{work_item.name}: {path} was not transferred")


def copy_job_scripts(target: str) -> None:
    """Copy `pdgcmd` and what else jobs import into `target`; what is there and same is kept."""
    for folder, folders, files in os.walk(JOB_SOURCES):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        below = os.path.relpath(folder, JOB_SOURCES)
        for name in files:
            if name.endswith(".py"):
                path = os.path.normpath(os.path.join(target, below, name))
                copy_file(os.path.join(folder, name), path)
