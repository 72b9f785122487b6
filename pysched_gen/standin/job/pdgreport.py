"""Makes the reports of a job: where to, with which settings, and what happens when one is lost.

`pdgcmd` is what jobs import; the names here without an underscore are its names too.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import sys
import threading
import time
from typing import Any, Sequence

import pdgrpc

__all__ = [
    "LogDefault",
    "LogVerbose",
    "RpcError",
    "getItemIdFromEnv",
    "getResultClientId",
    "getResultServerAddr",
    "getSplitServerHostPort",
    "printlog",
    "setResultClientId",
    "setResultServerAddr",
    "setRpcDelegate",
    "setVerbosity",
    "verboseAnnounce",
]

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
    """Give what was set, else PDG_RESULT_SERVER, else None."""
    return _server[0] or os.environ.get("PDG_RESULT_SERVER") or None


def getSplitServerHostPort(server_addr: str) -> tuple[str, int]:
    """Give host and port of "host:port"; raises RpcError."""
    return pdgrpc.split_address(server_addr)


def setResultClientId(client_id: str) -> None:
    """Report as this client: the cook, where several report to one address."""
    _client[0] = client_id


def getResultClientId(server_addr: Any = None) -> str:
    """Give the client id: what was set, PDG_RESULT_CLIENT_ID, or what the scheduler left here."""
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


def is_disabled(server_addr: Any = None) -> bool:
    if int(_number("PDG_DISABLE_RPC", 0)) > 0:
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


def send(
    calls: Sequence[tuple[Any, ...]], server_addr: Any, raise_exc: bool, get_reply: bool = False
) -> Any:
    """Make `calls`, each a name and its arguments, in one request; give the last answer or None.

    After PDG_RPC_MAX_ERRORS failures nothing is sent any more.
    """
    server = server_addr or getResultServerAddr()
    if is_disabled(server) or rpc_num_errors >= max_rpc_errors:
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
    """Give the id of the item this job is for; its name where the release has no ids, else None."""
    text = os.environ.get("PDG_ITEM_ID", "")
    return int(text) if text else os.environ.get("PDG_ITEM_NAME")


def find_item(workitem_id: Any) -> Any:
    """Give the item to report for; raises RpcError where neither caller nor environment tells."""
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


def shown(value: Any) -> Any:
    """Give `value` as a log shows it: texts that are long only in part."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if isinstance(text, str) and len(text) > _LONGEST_SHOWN:
        return "{}...({} characters)".format(text[:90], len(text))
    return text


def as_bytes(path: Any) -> bytes:
    """Give the path as it is on disk; XML-RPC sends it as base64."""
    return path.encode("utf-8", "surrogateescape") if isinstance(path, str) else bytes(path)
