"""What job scripts import to report to the scheduler that runs them, as in Houdini.

Names, arguments, environment variables and the lines on stdout are those of the `pdgcmd.py` that
Houdini copies to the scripts directory of a cook (reference, sections 4.4 and 4.5); the code is
not. A report that cannot be made raises RpcError, or is only printed with `raise_exc=False` and
with PDG_RPC_IGNORE_ERRORS=1. Without PDG_RESULT_SERVER, and with PDG_DISABLE_RPC=1, reports are
lines on stdout and nothing else.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import importlib
import os
import shlex
import socket
import subprocess
import sys
import threading
import time
from typing import Any, Callable, Sequence

import pdgrpc
from pdgpaths import *  # noqa: F403 - their names are names of this module
from pdgpaths import delocalizePath

RpcError = pdgrpc.RpcError
LogDefault, LogVerbose = 0, 1
_LONGEST_SHOWN = 260


def _number(name: str, default: float) -> float:
    """Read a setting; one that is not a number is as good as none, and said so."""
    text = os.environ.get(name, "")
    try:
        return float(text) if text else default
    except ValueError:
        sys.stdout.write(
            "{} is {!r}, which is not a number; {} is used\n".format(name, text, default)
        )
        return default


max_retries = int(_number("PDG_RPC_RETRIES", 4))
rpc_timeout = _number("PDG_RPC_TIMEOUT", 4)
rpc_backoff = _number("PDG_RPC_MAX_BACKOFF", 4)
batch_poll_delay = _number("PDG_BATCH_POLL_DELAY", 1.0)
release_job_slots_on_poll = bool(_number("PDG_RELEASE_SLOT_ON_POLL", 1))
ignore_rpc_errors = bool(_number("PDG_RPC_IGNORE_ERRORS", 0))
max_rpc_errors = int(_number("PDG_RPC_MAX_ERRORS", 5))
max_rpc_array_size = max(1, int(_number("PDG_RPC_MAX_ARRAY_SIZE", 2000)))
disable_timestamps = bool(_number("PDG_DISABLE_TIMESTAMPS", 0))
verbose = int(_number("PDG_VERBOSE", 0))
disable_rpc = bool(_number("PDG_DISABLE_RPC", 0) > 0)
theJobid = os.environ.get(os.environ.get("PDG_JOBID_VAR", ""), "")
rpc_num_errors = 0
_lock = threading.Lock()
_server: list[Any] = [None]  # what setResultServerAddr was given
_client: list[str] = [""]
_delegate: list[Any] = [None]

_connections: dict[tuple[str, str], pdgrpc.Connection] = {}


def setVerbosity(level: int) -> None:
    """Print messages up to `level`: LogDefault or LogVerbose."""
    globals()["verbose"] = level


def printlog(
    msg: Any, verbosity: int = LogDefault, timestamp: bool = True, prefix: str = "", end: str = "\n"
) -> None:
    """Print a line of the job's log, with the time unless PDG_DISABLE_TIMESTAMPS=1."""
    if verbosity > verbose:
        return
    text = msg.decode("utf-8", "replace") if isinstance(msg, bytes) else str(msg)
    if prefix:
        text = "{}: {}".format(prefix, text)
    if timestamp and not disable_timestamps:
        text = "[{}] {}".format(dt.datetime.now().astimezone().strftime("%H:%M:%S.%f")[:-3], text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + end)
    sys.stdout.flush()


def setResultServerAddr(force_server_addr: Any) -> None:
    """Report to "host:port", or to an object that has the calls as `call(name, *arguments)`."""
    _server[0] = force_server_addr


def getResultServerAddr() -> Any:
    """Return what was set, else PDG_RESULT_SERVER, else None."""
    return _server[0] or os.environ.get("PDG_RESULT_SERVER") or None


def getSplitServerHostPort(server_addr: str) -> tuple[str, int]:
    """Return host and port of "host:port"; raises RpcError."""
    return pdgrpc.split_address(server_addr)


def setResultClientId(client_id: str) -> None:
    """Report as this client: the cook, where several report to one address."""
    _client[0] = client_id


def getResultClientId(server_addr: Any = None) -> str:
    """Return the client id: what was set, PDG_RESULT_CLIENT_ID, or what the scheduler left here."""
    named = _client[0] or os.environ.get("PDG_RESULT_CLIENT_ID", "")
    address = server_addr or getResultServerAddr()
    return named or (_published_id(address) if isinstance(address, str) else "")


def _published_id(address: str) -> str:
    """Read the id that the server on this port wrote beside this script."""
    folder = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(folder, ".client-{}".format(address.rpartition(":")[2]))
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except OSError:
        return ""


# Read at once: a later cook in the same directory leaves another.
_client[0] = os.environ.get("PDG_RESULT_CLIENT_ID", "") or getResultClientId()


def setRpcDelegate(delegate_obj: Any) -> None:
    """Make calls through `createRpcProxy` of another module or object; None for XML-RPC."""
    if isinstance(delegate_obj, str):
        delegate_obj = importlib.import_module(delegate_obj)
    _delegate[0] = delegate_obj


setRpcDelegate(os.environ.get("PDG_RPC_DELEGATE") or None)


def _is_disabled(server_addr: Any = None) -> bool:
    if disable_rpc or int(_number("PDG_DISABLE_RPC", 0)) > 0:
        return True
    return not (server_addr or getResultServerAddr())


def _open(server_addr: str) -> pdgrpc.Connection:
    client = getResultClientId(server_addr)
    with _lock:
        if (server_addr, client) not in _connections:
            _connections[server_addr, client] = pdgrpc.Connection(
                server_addr, client, max_retries, rpc_timeout, rpc_backoff
            )
        return _connections[server_addr, client]


def _send(
    calls: Sequence[tuple[Any, ...]], server_addr: Any, raise_exc: bool, get_reply: bool = False
) -> Any:
    """Make `calls`, each a name and its arguments, in one request; give the last answer or None.

    After PDG_RPC_MAX_ERRORS failures nothing is sent any more.
    """
    server = server_addr or getResultServerAddr()
    if _is_disabled(server) or rpc_num_errors >= max_rpc_errors:
        return None
    try:
        return _transmit(server, calls, get_reply)
    except (RpcError, OSError) as error:
        _count_error(server, calls[0][0], error)
        if raise_exc and not ignore_rpc_errors:
            raise RpcError(str(error)) from error
        return None


def _transmit(server: Any, calls: Sequence[tuple[Any, ...]], get_reply: bool) -> Any:
    """Make the calls through what was set by setResultServerAddr or setRpcDelegate, or XML-RPC."""
    started = time.monotonic()
    if not isinstance(server, str):
        answers = [server.call(*call) for call in calls]
    elif _delegate[0] is not None:
        host, port = getSplitServerHostPort(server)
        proxy = _delegate[0].createRpcProxy(host, port, getResultClientId(), get_reply, False)
        answers = [proxy.call(*call) for call in calls]
    elif len(calls) == 1:
        answers = [_open(server).call(calls[0][0], calls[0][1:])]
    else:
        answers = _open(server).multicall([(call[0], call[1:]) for call in calls])
    took = (time.monotonic() - started) * 1000
    printlog("RPC {} took {:.2f} ms".format(calls[0][0], took), verbosity=LogVerbose)
    return answers[-1]


def _count_error(server: Any, method: str, error: Exception) -> None:
    with _lock:
        globals()["rpc_num_errors"] = rpc_num_errors + 1
    printlog(
        "Failed RPC to {}: {} [Error {}/{}]: {}".format(
            server, method, rpc_num_errors, max_rpc_errors, error
        )
    )
    if rpc_num_errors >= max_rpc_errors:
        printlog("The maximum of RPC errors is reached: no more RPCs are sent")


def getItemIdFromEnv() -> Any:
    """Return the id of the item this job is for; its name where a release has no ids, or None."""
    text = os.environ.get("PDG_ITEM_ID", "")
    return int(text) if text else os.environ.get("PDG_ITEM_NAME")


def _find_item(workitem_id: Any) -> Any:
    """Return the item to report for; raises RpcError where neither caller nor environment tells."""
    found = getItemIdFromEnv() if workitem_id is None or workitem_id == "" else workitem_id
    if found is None:
        raise RpcError("no work item: pass its id, or set PDG_ITEM_ID")
    return found


def verboseAnnounce() -> None:
    """Print who reports to whom, where PDG_VERBOSE asks for it."""
    line = "PDG job {} [{}] reports to {}"
    printlog(
        line.format(getItemIdFromEnv(), getResultClientId(), getResultServerAddr()),
        verbosity=LogVerbose,
    )


def _shown(value: Any) -> Any:
    """Return `value` as a log shows it: texts that are long only in part."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if isinstance(text, str) and len(text) > _LONGEST_SHOWN:
        return "{}...({} characters)".format(text[:90], len(text))
    return text


def _as_bytes(path: Any) -> bytes:
    """Return the path as it is on disk; XML-RPC sends it as base64."""
    return path.encode("utf-8", "surrogateescape") if isinstance(path, str) else bytes(path)


_READY, _BROKEN = 1, 2


def workItemStartCook(
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item, or a sub-item of the batch, has begun."""
    item = _find_item(workitem_id)
    if to_stdout:
        printlog("PDG_START: {};{}".format(item, subindex))
    if subindex >= 0:
        _send([("start_cook_batch", item, subindex, theJobid)], server_addr, raise_exc)
    else:
        _send([("start_cook", item, theJobid)], server_addr, raise_exc)


def workItemSuccess(
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item, or a sub-item of the batch, has succeeded."""
    item = _find_item(workitem_id)
    if to_stdout:
        printlog("PDG_SUCCESS: {};{};{}".format(item, subindex, 0))
    if subindex >= 0:
        _send([("success_batch", item, subindex, 0.0, theJobid)], server_addr, raise_exc)
    else:
        _send([("success", item, 0.0, theJobid)], server_addr, raise_exc)


def workItemFailed(
    workitem_id: Any = None,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report that the item has failed. A failed sub-item fails its batch."""
    del to_stdout
    _send([("failed", _find_item(workitem_id), theJobid)], server_addr, raise_exc)


def workItemCancelled(
    workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Report that somebody cancelled the job."""
    _send([("cancelled", _find_item(workitem_id), theJobid)], server_addr, raise_exc)


def workItemSetCustomState(
    custom_state: str,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    to_stdout: bool = True,
    raise_exc: bool = True,
) -> None:
    """Report the state that the job names for itself."""
    item = _find_item(workitem_id)
    if to_stdout:
        printlog("PDG_SET_CUSTOM_STATE: {};{};{}".format(item, subindex, custom_state))
    _send(
        [("set_custom_state", item, subindex, custom_state, theJobid)],
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
    item = _find_item(workitem_id)
    if to_stdout:
        printlog("PDG_SET_COOK_PERCENT: {};{};{}".format(item, subindex, cook_percent))
    _send(
        [("set_cook_percent", item, subindex, float(cook_percent), theJobid)],
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
    item = _find_item(workitem_id)
    if to_stdout:
        printlog("PDG_APPEND_LOG: {};{};{}".format(item, subindex, len(log_data)))
    _send(
        [("append_log", item, subindex, log_data, int(log_type), theJobid)],
        server_addr,
        raise_exc,
    )


def warning(
    message: str, workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Report a warning."""
    _send(
        [("warning", _find_item(workitem_id), message, theJobid)],
        server_addr,
        raise_exc,
    )


def keepalive(workitem_id: Any = None, server_addr: Any = None, raise_exc: bool = True) -> None:
    """Report that the job is still there."""
    _send([("keepalive", _find_item(workitem_id), theJobid)], server_addr, raise_exc)


def invalidateCache(
    workitem_id: Any = None, subindex: int = -1, server_addr: Any = None, raise_exc: bool = True
) -> None:
    """Make what is downstream cook again, as a new output would."""
    item = _find_item(workitem_id)
    printlog("PDG_INVALIDATE_CACHE: {};{}".format(item, subindex))
    _send([("invalidate_cache", item, subindex, theJobid)], server_addr, raise_exc)


def checkReady(
    workitem_id: Any, subindex: int, server_addr: Any = None, raise_exc: bool = True
) -> bool:
    """Tell whether a sub-item may begin; raises RuntimeError if what it depends on has failed."""
    ready = _send(
        [("check_ready_batch", _find_item(workitem_id), subindex)],
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
    item = _find_item(workitem_id)
    if _is_disabled(server_addr) or checkReady(item, subindex, server_addr, raise_exc):
        return
    if release_job_slots_on_poll:
        _send([("release_job_slots", item, theJobid)], server_addr, raise_exc)
    while rpc_num_errors < max_rpc_errors:
        time.sleep(batch_poll_delay)
        if checkReady(item, subindex, server_addr, raise_exc):
            break
    if release_job_slots_on_poll:
        _send([("acquire_job_slots", item, theJobid)], server_addr, raise_exc)


def appendSubItem(workitem_id: Any, server_addr: Any = None, raise_exc: bool = True) -> int:
    """Add a sub-item to the running batch; gives its index, -1 without a server."""
    index = _send([("add_sub_item_batch", _find_item(workitem_id))], server_addr, raise_exc, True)
    return -1 if index is None else int(index)


def getWorkItemJSON(
    workitem_id: Any, subindex: int, server_addr: Any = None, raise_exc: bool = True
) -> str:
    """Return the data of the item, or of a sub-item, as JSON text; "" without a server."""
    text = _send(
        [("get_workitem_json", _find_item(workitem_id), subindex)],
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


def _file_fields(value: Any) -> Any:
    """Return a `pdgjson.File` as what XML-RPC can send."""
    if isinstance(value, (str, bytes)):
        return _as_bytes(value)
    path = getattr(value, "data", None) or getattr(value, "path", "")
    fields = {"data": _as_bytes(path), "tag": getattr(value, "tag", "")}
    fields["hash"] = int(getattr(value, "hash", 0) or 0)
    return fields


def _setter(kind: str, convert: Callable[[Any], Any], what: str) -> Callable[..., None]:
    def set_attribute(
        attr_name: str,
        attr_value: Any,
        attr_index: int = 0,
        workitem_id: Any = None,
        subindex: int = -1,
        server_addr: Any = None,
        raise_exc: bool = True,
    ) -> None:
        call = "set_{}_attrib".format(kind)
        item = _find_item(workitem_id)
        printlog("PDG_{}: {};{};{}".format(call.upper(), item, attr_name, _shown(attr_value)))
        arguments = (item, subindex, attr_name, convert(attr_value), attr_index, theJobid)
        _send([(call, *arguments)], server_addr, raise_exc)

    set_attribute.__doc__ = "Set {} of an attribute of the item, at `attr_index`.".format(what)
    return set_attribute


def _array_setter(kind: str, convert: Callable[[Any], Any], what: str) -> Callable[..., None]:
    def set_attribute(
        attr_name: str,
        attr_value: Any,
        workitem_id: Any = None,
        subindex: int = -1,
        server_addr: Any = None,
        raise_exc: bool = True,
    ) -> None:
        call = "set_{}_attrib_array".format(kind)
        item = _find_item(workitem_id)
        values = [convert(value) for value in attr_value]
        printlog("PDG_{}: {};{};{} values".format(call.upper(), item, attr_name, len(values)))
        _send([(call, item, subindex, attr_name, values, theJobid)], server_addr, raise_exc)

    set_attribute.__doc__ = "Set all values of an attribute of the item, each {}.".format(what)
    return set_attribute


setStringAttrib = _setter("string", str, "a string")
setIntAttrib = _setter("int", int, "an integer")
setFloatAttrib = _setter("float", float, "a float")
setFileAttrib = _setter("file", _file_fields, "a pdgjson.File")
setDictAttrib = _setter("dict", str, "a dictionary, as text,")
setStringAttribArray = _array_setter("string", str, "a string")
setIntAttribArray = _array_setter("int", int, "an integer")
setFloatAttribArray = _array_setter("float", float, "a float")
setFileAttribArray = _array_setter("file", _file_fields, "a pdgjson.File")
setDictAttribArray = _array_setter("dict", str, "a dictionary as text")


def setPyObjectAttrib(
    attr_name: str,
    attr_value: str,
    workitem_id: Any = None,
    subindex: int = -1,
    server_addr: Any = None,
    raise_exc: bool = True,
) -> None:
    """Set an attribute to a Python object, given by its repr."""
    item = _find_item(workitem_id)
    printlog("PDG_SET_PYOBJECT_ATTRIB: {};{};{}".format(item, attr_name, _shown(attr_value)))
    call = ("set_pyobject_attrib", item, subindex, attr_name, attr_value, theJobid)
    _send([call], server_addr, raise_exc)


def writeAttribute(
    attr_name: str,
    attr_value: Any,
    item_name: Any = None,
    server_addr: Any = None,
    raise_exc: bool = True,
) -> None:
    """Set an attribute by the item's name, as 17.5 did; deprecated by Houdini."""
    values = list(attr_value) if isinstance(attr_value, (list, tuple)) else [attr_value]
    if not values or not all(isinstance(value, (str, int, float)) for value in values):
        raise TypeError("attr_value must be a string, an integer or a float, or a list of them")
    item = item_name or os.environ.get("PDG_ITEM_NAME") or _find_item(None)
    printlog("PDG_RESULT_ATTR: {};{};{}".format(item, attr_name, _shown(values)))
    _send([("write_attr", item, attr_name, values, theJobid)], server_addr, raise_exc)


def addOutputFile(
    result_data: Any,
    workitem_id: Any = None,
    server_addr: Any = None,
    result_data_tag: str = "",
    subindex: int = -1,
    and_success: bool = False,
    to_stdout: bool = True,
    raise_exc: bool = True,
    duration: float = 0.0,
    hash_code: int = 0,
    batch_size: int = 50,
) -> None:
    """Report one output or a list of them, `batch_size` in a request.

    With `and_success` the last of them ends the item. Raises TypeError for anything but paths.
    """
    paths = list(result_data) if isinstance(result_data, (list, tuple)) else [result_data]
    if not paths or not all(isinstance(path, (str, bytes)) for path in paths):
        raise TypeError("result_data must be a path or a list of paths")
    item = _find_item(workitem_id)
    calls: list[tuple[Any, ...]] = []
    for path in paths:
        ends = and_success and len(calls) == len(paths) - 1
        local = delocalizePath(path)
        if to_stdout:
            printlog(_result_line(item, subindex, local, result_data_tag, hash_code))
        calls.append(
            _result_call(item, subindex, local, result_data_tag, hash_code, ends, duration)
        )
    if to_stdout and and_success:
        printlog("PDG_SUCCESS: {};{};{}".format(item, subindex, duration))
    for start in range(0, len(calls), batch_size):
        _send(calls[start : start + batch_size], server_addr, raise_exc)


def _result_line(item: Any, subindex: int, path: Any, tag: str, hash_code: int) -> str:
    return "PDG_RESULT: {};{};{};{};{}".format(item, subindex, _shown(path), tag, hash_code)


def _result_call(
    item: Any, subindex: int, path: Any, tag: str, hash_code: int, ends: bool, duration: float
) -> tuple[Any, ...]:
    name = "success_and_result" if ends else "result"
    index: tuple[Any, ...] = ()
    if subindex >= 0:
        name, index = name + "_batch", (subindex,)
    spent = (float(duration),) if ends else ()
    return (name, item, _as_bytes(path), tag, *index, int(hash_code), *spent, theJobid)


reportResultData = addOutputFile


def addOutputFiles(
    output_file_array: Sequence[Any],
    workitem_id: Any = None,
    server_addr: Any = None,
    output_file_tag: Any = "",
    subindex: int = -1,
    to_stdout: bool = True,
    raise_exc: bool = True,
    duration: float = 0.0,
    hash_codes: Sequence[int] = (),
) -> None:
    """Report many outputs, PDG_RPC_MAX_ARRAY_SIZE in a request, with one tag or one for each.

    Raises TypeError for anything but paths.
    """
    del duration
    paths = list(output_file_array)
    if not paths or not all(isinstance(path, (str, bytes)) for path in paths):
        raise TypeError("output_file_array must be a list of paths")
    item = _find_item(workitem_id)
    tags = [output_file_tag] * len(paths) if isinstance(output_file_tag, str) else output_file_tag
    tags = (list(tags) + [""] * len(paths))[: len(paths)]
    hashes = (list(hash_codes) + [0] * len(paths))[: len(paths)]
    if to_stdout:
        printlog("PDG_RESULT_ARRAY: {};{};[{} files]".format(item, subindex, len(paths)))
    sent = [_as_bytes(delocalizePath(path)) for path in paths]
    name, index = ("result_array_batch", (subindex,)) if subindex >= 0 else ("result_array", ())
    for start in range(0, len(paths), max_rpc_array_size):
        part = slice(start, start + max_rpc_array_size)
        call = (name, item, *index, sent[part], tags[part], hashes[part], theJobid)
        _send([call], server_addr, raise_exc)


def reportServerStarted(
    servername: str,
    pid: int,
    host: str,
    port: int,
    proto_type: str,
    log_fname: str,
    workitem_id: Any = None,
    server_addr: Any = None,
    raise_exc: bool = True,
) -> None:
    """Report that this job serves others: its address, and its log as an output."""
    item = _find_item(workitem_id)
    server = {"name": servername, "pid": pid, "host": host, "port": port, "proto_type": proto_type}
    results = ((host, "socket/ip"), (str(port), "socket/port"), (log_fname, "file/text/log"))
    calls: list[tuple[Any, ...]] = [("sharedserver_started", server, theJobid)]
    calls += [("result", item, _as_bytes(text), tag, 0, theJobid) for text, tag in results]
    _send(calls, server_addr, raise_exc)


def sanitizeEnvironment(sanitize_list: Sequence[str]) -> dict[str, str]:
    """Return the environment without the entries below $HFS in the path variables named."""
    environment = dict(os.environ)
    hfs = environment.get("HFS")
    for name in sanitize_list if hfs else ():
        entries = environment.get(name, "").split(os.pathsep)
        environment[name] = os.pathsep.join(entry for entry in entries if str(hfs) not in entry)
    return environment


class _Log:
    """Takes the place of a work item where a script passes none: messages go to the log."""

    def addMessage(self, message: str) -> None:
        printlog(message)

    def addError(self, message: str, fail_task: bool = False) -> None:
        printlog(message, prefix="ERROR")
        if fail_task:
            sys.exit(-1)


def execCommand(
    work_item: Any,
    command: Any = None,
    toolName: Any = None,
    sanitizeVars: Sequence[str] = (),
    log_line_callback: Callable[[Any, str], None] | None = None,
) -> str:
    """Run `command`, its output as messages of `work_item`; gives the output.

    A command that cannot be started, or ends with another code than 0, is an error of the item.
    Scripts of Houdini 18.0 and 18.5 pass no item: `execCommand(command, toolName, sanitizeVars)`.
    """
    if isinstance(work_item, str):
        given = toolName if isinstance(toolName, (list, tuple)) else sanitizeVars
        return execCommand(_Log(), work_item, command, given, log_line_callback)
    work_item.addMessage("Executing command: {}".format(command))
    lines: list[str] = []
    try:
        process = subprocess.Popen(  # noqa: S603 - what the job asks for
            shlex.split(command),
            env=sanitizeEnvironment(sanitizeVars),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except (OSError, ValueError) as error:
        tool = toolName or command.partition(" ")[0]
        work_item.addError("{} cannot be started: {}".format(tool, error), fail_task=True)
        return ""
    with process:
        for line in process.stdout or ():
            lines.append(line.decode("utf-8", "replace").rstrip())
            work_item.addMessage(lines[-1])
            if log_line_callback is not None:
                log_line_callback(work_item, lines[-1])
    if process.returncode:
        text = "The command ended with exit code {}".format(process.returncode)
        work_item.addError(text, fail_task=True)
    return "\n".join(lines)


class RedirectBuffer:
    """Keeps what is printed inside `with` it; `buffer()` gives the text.

    Seen in scripts that ship with Houdini as `RedirectBuffer(sys.stdout, True)`; that the second
    argument hands the text on to the stream as well is chosen.
    """

    def __init__(self, stream: Any = None, hands_on: bool = False) -> None:
        """Begin empty."""
        self._stream = stream
        self._hands_on = hands_on
        self._parts: list[str] = []
        self._before: Any = None

    def write(self, text: str) -> int:
        """Keep some text."""
        self._parts.append(text)
        if self._hands_on and self._stream is not None:
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flush the stream."""
        if self._stream is not None:
            self._stream.flush()

    def buffer(self) -> str:
        """Return what was printed."""
        return "".join(self._parts)

    def __enter__(self) -> RedirectBuffer:
        """Take what is printed."""
        self._before, sys.stdout = sys.stdout, self
        return self

    def __exit__(self, *_error: object) -> None:
        """Let it be printed again."""
        sys.stdout = self._before


class StdOutReporter:
    """Prints reports in place of sending them: `setResultServerAddr(StdOutReporter())`.

    (The name is one that job scripts use; what it takes is not documented, and chosen.)
    """

    def call(self, method: str, *arguments: Any) -> bool:
        """Print one call."""
        printlog("{}: {}".format(method, ";".join(str(_shown(one)) for one in arguments)))
        return True


class PDGPingHelper:
    """Tells whether the scheduler's server is there, looking at most every `min_check_period` s.

    (Observed: a script that ships with Houdini ends when `ensureReachable` raises.)
    """

    def __init__(self, host: str, port: int, min_check_period: float) -> None:
        """Take host and port of the server; the first look is due after one period."""
        self._server = (host, int(port))
        self._period = float(min_check_period)
        self._due = time.monotonic() + self._period

    def isReachable(self, raise_on_failure: bool = False) -> bool:
        """Tell whether the server takes connections, True as well while no look is due.

        Raises RpcError in place of giving False where that is asked for.
        """
        now = time.monotonic()
        if now < self._due:
            return True
        self._due = now + self._period
        try:
            socket.create_connection(self._server, timeout=rpc_timeout).close()
        except OSError as error:
            text = "nothing answers at {}:{}: {}".format(*self._server, error)
            printlog(text)
            if raise_on_failure:
                raise RpcError(text) from error
            return False
        return True

    def ensureReachable(self) -> bool:
        """Return True; raises RpcError where the server takes no connection."""
        return self.isReachable(True)


# What releases call the keyword that newer ones call `workitem_id`: up to, and the name.
_ITEM_KEYWORDS = (((18, 99), "item_name"), ((19, 0), "item_id"))


def _item_keyword() -> str:
    """Return the name of that keyword in the release that the session behaves as."""
    major, _dot, minor = os.environ.get("PDG_STANDIN_HOUDINI", "").partition(".")
    if not (major.isdigit() and minor.isdigit()):
        return "workitem_id"
    release = (int(major), int(minor))
    return next((name for last, name in _ITEM_KEYWORDS if release <= last), "workitem_id")


def _with_keyword(function: Callable[..., Any], keyword: str) -> Callable[..., Any]:
    """Return `function` with its `workitem_id` under the name that an older release has."""

    @functools.wraps(function)
    def call(*arguments: Any, **given: Any) -> Any:
        if "workitem_id" in given:
            raise TypeError(
                "{}() got an unexpected keyword argument 'workitem_id'; this release calls it "
                "{!r}".format(function.__name__, keyword)
            )
        if keyword in given:
            given["workitem_id"] = given.pop(keyword)
        return function(*arguments, **given)

    return call


def _rename_keywords(namespace: dict[str, Any], keyword: str) -> None:
    for name, function in list(namespace.items()):
        code = getattr(function, "__code__", None)
        if name.startswith("_") or code is None:
            continue
        if "workitem_id" in code.co_varnames[: code.co_argcount]:
            namespace[name] = _with_keyword(function, keyword)


if _item_keyword() != "workitem_id":
    _rename_keywords(globals(), _item_keyword())


def main(arguments: Sequence[str] | None = None) -> int:
    """Report from a shell: `python pdgcmd.py --success`, for the item of the environment."""
    parser = argparse.ArgumentParser(description="Report how the item of this job ended.")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--cancel", dest="report", action="store_const", const=workItemCancelled)
    group.add_argument("--fail", dest="report", action="store_const", const=workItemFailed)
    group.add_argument("--success", dest="report", action="store_const", const=workItemSuccess)
    parser.parse_args(arguments).report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
