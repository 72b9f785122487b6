"""What job scripts import to report to the scheduler that runs them, as in Houdini.

Names, arguments, environment variables and the lines on stdout are those of the `pdgcmd.py` that
Houdini copies to the scripts directory of a cook (reference, sections 4.4 and 4.5); the code is
not. A report that cannot be made raises RpcError, or is only printed with `raise_exc=False` and
with PDG_RPC_IGNORE_ERRORS=1. Without PDG_RESULT_SERVER, and with PDG_DISABLE_RPC=1, reports are
lines on stdout and nothing else.
"""

from __future__ import annotations

import time
from typing import Any

import pdgreport as report
from pdgattribs import *  # noqa: F403 - their names are names of this module
from pdgexec import *  # noqa: F403
from pdgoutputs import *  # noqa: F403
from pdgpaths import *  # noqa: F403
from pdgreport import *  # noqa: F403

_READY, _BROKEN = 1, 2


def workItemStartCook(
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item, or a sub-item of the batch, has begun."""
    item = report.find_item(workitem_id)
    if to_stdout:
        report.printlog("PDG_START: {};{}".format(item, subindex))
    if subindex >= 0:
        report.send([("start_cook_batch", item, subindex, report.theJobid)], server_addr, raise_exc)
    else:
        report.send([("start_cook", item, report.theJobid)], server_addr, raise_exc)


def workItemSuccess(
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item, or a sub-item of the batch, has succeeded."""
    item = report.find_item(workitem_id)
    if to_stdout:
        report.printlog("PDG_SUCCESS: {};{};{}".format(item, subindex, 0))
    if subindex >= 0:
        report.send(
            [("success_batch", item, subindex, 0.0, report.theJobid)], server_addr, raise_exc
        )
    else:
        report.send([("success", item, 0.0, report.theJobid)], server_addr, raise_exc)


def workItemFailed(
    workitem_id: Any = None,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item has failed. A failed sub-item fails its batch."""
    del to_stdout
    report.send(
        [("failed", report.find_item(workitem_id), report.theJobid)], server_addr, raise_exc
    )


def workItemCancelled(
    workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Report that somebody cancelled the job."""
    report.send(
        [("cancelled", report.find_item(workitem_id), report.theJobid)], server_addr, raise_exc
    )


def workItemSetCustomState(
    custom_state: str,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report the state that the job names for itself."""
    item = report.find_item(workitem_id)
    if to_stdout:
        report.printlog("PDG_SET_CUSTOM_STATE: {};{};{}".format(item, subindex, custom_state))
    report.send(
        [("set_custom_state", item, subindex, custom_state, report.theJobid)],
        server_addr,
        raise_exc,
    )


def workItemSetCookPercent(
    cook_percent: float,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report how far the job is."""
    item = report.find_item(workitem_id)
    if to_stdout:
        report.printlog("PDG_SET_COOK_PERCENT: {};{};{}".format(item, subindex, cook_percent))
    report.send(
        [("set_cook_percent", item, subindex, float(cook_percent), report.theJobid)],
        server_addr,
        raise_exc,
    )


def workItemAppendLog(
    log_data: str,
    log_type: int = 3,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Add to the log of the item; `log_type` is 0 error, 1 warning, 2 message, 3 as it is."""
    item = report.find_item(workitem_id)
    if to_stdout:
        report.printlog("PDG_APPEND_LOG: {};{};{}".format(item, subindex, len(log_data)))
    report.send(
        [("append_log", item, subindex, log_data, int(log_type), report.theJobid)],
        server_addr,
        raise_exc,
    )


def warning(
    message: str, workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Report a warning."""
    report.send(
        [("warning", report.find_item(workitem_id), message, report.theJobid)],
        server_addr,
        raise_exc,
    )


def keepalive(workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True) -> None:
    """Report that the job is still there."""
    report.send(
        [("keepalive", report.find_item(workitem_id), report.theJobid)], server_addr, raise_exc
    )


def invalidateCache(
    workitem_id: Any = None, subindex: int = -1, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Make what is downstream cook again, as a new output would."""
    item = report.find_item(workitem_id)
    report.printlog("PDG_INVALIDATE_CACHE: {};{}".format(item, subindex))
    report.send([("invalidate_cache", item, subindex, report.theJobid)], server_addr, raise_exc)


def checkReady(
    workitem_id: Any, subindex: int, server_addr: Any = None, raise_exc: bool = True
) -> bool:
    """Tell whether a sub-item may begin; raises RuntimeError if what it depends on has failed."""
    ready = report.send(
        [("check_ready_batch", report.find_item(workitem_id), subindex)],
        server_addr,
        raise_exc,
        True,
    )
    if ready == _BROKEN:
        raise RuntimeError("Sub-item {} depends on an item that failed".format(subindex))
    return bool(ready == _READY)


def waitUntilReady(
    workitem_id: Any, subindex: int, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Wait until a sub-item may begin, asking every PDG_BATCH_POLL_DELAY seconds.

    The job's slots are free meanwhile unless PDG_RELEASE_SLOT_ON_POLL=0. Raises RuntimeError if
    what the sub-item depends on has failed; returns when RPCs are, or become, disabled.
    """
    item = report.find_item(workitem_id)
    if report.is_disabled(server_addr) or checkReady(item, subindex, server_addr, raise_exc):
        return
    if report.release_job_slots_on_poll:
        report.send([("release_job_slots", item, report.theJobid)], server_addr, raise_exc)
    while report.rpc_num_errors < report.max_rpc_errors:
        time.sleep(report.batch_poll_delay)
        if checkReady(item, subindex, server_addr, raise_exc):
            break
    if report.release_job_slots_on_poll:
        report.send([("acquire_job_slots", item, report.theJobid)], server_addr, raise_exc)


def appendSubItem(workitem_id: Any, server_addr: Any = None, raise_exc: bool = True) -> int:
    """Add a sub-item to the running batch; gives its index, -1 without a server."""
    index = report.send(
        [("add_sub_item_batch", report.find_item(workitem_id))], server_addr, raise_exc, True
    )
    return -1 if index is None else int(index)


def getWorkItemJSON(
    workitem_id: Any, subindex: int, server_addr: Any = None, raise_exc: bool = True
) -> str:
    """Give the data of the item, or of a sub-item, as JSON text; "" without a server."""
    text = report.send(
        [("get_workitem_json", report.find_item(workitem_id), subindex)],
        server_addr,
        raise_exc,
        True,
    )
    return text or ""


getWorkItemJson = getWorkItemJSON


def execStartCook(
    item_name: Any = None, subindex: int = -1, server_addr: Any = None, to_stdout: bool = True
) -> None:
    """Do what workItemStartCook does; deprecated by Houdini."""
    workItemStartCook(item_name, subindex, server_addr, to_stdout)


def execBatchSuccess(
    item_name: Any, subindex: int, server_addr: Any = None, to_stdout: bool = True
) -> None:
    """Do what workItemSuccess does; deprecated by Houdini."""
    workItemSuccess(item_name, subindex, server_addr, to_stdout)


def execBatchPoll(item_name: Any, subindex: int, server_addr: Any = None) -> None:
    """Do what waitUntilReady does; deprecated by Houdini."""
    waitUntilReady(item_name, subindex, server_addr)


def execItemFailed(item_name: Any, server_addr: Any = None, to_stdout: bool = True) -> None:
    """Do what workItemFailed does; deprecated by Houdini."""
    workItemFailed(item_name, server_addr, to_stdout)
