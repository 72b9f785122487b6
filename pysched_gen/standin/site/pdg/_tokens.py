"""Tokens of a command line, `__PDG_SCRIPTDIR__` and its like, in; what a job runs, out."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from pdg._workitem import WorkItem

__all__ = ["expand_tokens"]

_TOKEN = re.compile(r"__PDG_[A-Z_]+?__")


def expand_tokens(scheduler: Any, command: str, work_item: WorkItem | None) -> str:
    """Give `command` with its tokens replaced; those PDG does not know stay.

    Documented under `expandCommandTokens`. Paths are the farm's. Tokens of an item stay where no
    item is given; that of a program whose path the scheduler cannot tell stays with a warning.
    """
    values = _values(scheduler, work_item)

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


def _values(scheduler: Any, work_item: WorkItem | None) -> dict[str, Callable[[], Any]]:
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
