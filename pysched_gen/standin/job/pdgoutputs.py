"""Reports outputs of a job. `pdgcmd` is what jobs import."""

from __future__ import annotations

from typing import Any, Sequence

import pdgpaths
import pdgreport as report

__all__ = ["addOutputFile", "addOutputFiles", "reportResultData", "reportServerStarted"]


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
    item = report.find_item(workitem_id)
    calls: list[tuple[Any, ...]] = []
    for path in paths:
        ends = and_success and len(calls) == len(paths) - 1
        local = pdgpaths.delocalizePath(path)
        if to_stdout:
            report.printlog(_result_line(item, subindex, local, result_data_tag, hash_code))
        calls.append(
            _result_call(item, subindex, local, result_data_tag, hash_code, ends, duration)
        )
    if to_stdout and and_success:
        report.printlog("PDG_SUCCESS: {};{};{}".format(item, subindex, duration))
    for start in range(0, len(calls), batch_size):
        report.send(calls[start : start + batch_size], server_addr, raise_exc)


def _result_line(item: Any, subindex: int, path: Any, tag: str, hash_code: int) -> str:
    return "PDG_RESULT: {};{};{};{};{}".format(item, subindex, report.shown(path), tag, hash_code)


def _result_call(
    item: Any, subindex: int, path: Any, tag: str, hash_code: int, ends: bool, duration: float
) -> tuple[Any, ...]:
    name = "success_and_result" if ends else "result"
    index: tuple[Any, ...] = ()
    if subindex >= 0:
        name, index = name + "_batch", (subindex,)
    spent = (float(duration),) if ends else ()
    return (name, item, report.as_bytes(path), tag, *index, int(hash_code), *spent, report.theJobid)


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
    item = report.find_item(workitem_id)
    tags = [output_file_tag] * len(paths) if isinstance(output_file_tag, str) else output_file_tag
    tags = (list(tags) + [""] * len(paths))[: len(paths)]
    hashes = (list(hash_codes) + [0] * len(paths))[: len(paths)]
    if to_stdout:
        report.printlog("PDG_RESULT_ARRAY: {};{};[{} files]".format(item, subindex, len(paths)))
    sent = [report.as_bytes(pdgpaths.delocalizePath(path)) for path in paths]
    name, index = ("result_array_batch", (subindex,)) if subindex >= 0 else ("result_array", ())
    for start in range(0, len(paths), report.max_rpc_array_size):
        part = slice(start, start + report.max_rpc_array_size)
        call = (name, item, *index, sent[part], tags[part], hashes[part], report.theJobid)
        report.send([call], server_addr, raise_exc)


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
    item = report.find_item(workitem_id)
    server = {"name": servername, "pid": pid, "host": host, "port": port, "proto_type": proto_type}
    results = ((host, "socket/ip"), (str(port), "socket/port"), (log_fname, "file/text/log"))
    calls: list[tuple[Any, ...]] = [("sharedserver_started", server, report.theJobid)]
    calls += [
        ("result", item, report.as_bytes(text), tag, 0, report.theJobid) for text, tag in results
    ]
    report.send(calls, server_addr, raise_exc)
