"""Listing the schedulers of large scenes, against reading the file from end to end and `cpio -t`.

Run as a program, it does one of these in a process of its own and prints the seconds without the
start of Python; `measures` makes the scenes and runs that. A cold file is one that the system was
told to forget.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GIGABYTE = 1 << 30
_NEAR_END = 600  # bytes of a header and its name, with some to spare
_HUGE = 100 << 20
_HUGE_MEMBERS = 9
_MEMORY_LIMIT = 60.0  # MB
_NOISE = os.urandom(1 << 20)
# `hop` is what any list of members in Python takes at least: it checks nothing and keeps nothing.
_PEERS = {
    "read": "reading the file",
    "cpio": "cpio -t",
    "hop": "a bare loop of int and find",
}
_SUFFIXES = ("def", "parm", "userdata", "data")


class Measure(NamedTuple):
    """What `bench.Row` takes."""

    measure: str
    ours: float
    unit: str = "s"
    peer: float | None = None
    aim: float | None = None


def measures(scratch: Path, runs: int) -> Iterator[Measure]:
    """Give the times for a scene with huge members and one of many small ones."""
    huge, small, tiny = (scratch / f"{name}.hip" for name in ("huge", "small", "tiny"))
    _write_scene(huge, members=5_000, huge=_HUGE_MEMBERS)
    _write_scene(small, members=100_000, huge=0)
    _write_scene(tiny, members=1_000_000, huge=0)
    peak = 0.0
    scenes = (
        (huge, "5,000 members, 9 of 100 MB", 1 / 5),
        (small, "100,000 members", 2.0),
        (tiny, "1,000,000 members", 6.0),
    )
    for path, what, aim in scenes:
        for state in ("cold", "warm"):
            found = _rounds(path, runs, cold=state == "cold")
            name = f"list schedulers of 1 GB, {what}, {state}"
            for peer, shown in _PEERS.items():
                if peer in found:
                    bound = None if peer == "hop" else aim
                    yield Measure(
                        f"{name}, against {shown}", found["list"], peer=found[peer], aim=bound
                    )
            peak = max(peak, found["memory"])
    yield Measure("peak memory of listing them", peak, "MB", _MEMORY_LIMIT, 1.0)


def _rounds(path: Path, runs: int, *, cold: bool) -> dict[str, float]:
    """Give the median seconds of each act, taking turns, and the peak memory of ours."""
    acts = ["list", "read", "hop", *(["cpio"] if shutil.which("cpio") else [])]
    found: dict[str, list[float]] = {act: [] for act in (*acts, "memory")}
    for _ in range(runs):
        for act in acts:
            if cold:
                _forget(path)
            seconds, memory = _in_process(act, path)
            found[act].append(seconds)
            if act == "list":
                found["memory"].append(memory)
    return {act: statistics.median(values) for act, values in found.items()}


def _in_process(act: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, act, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{act} of {path.name} ended with {run.returncode}:\n{run.stderr}")
    seconds, memory = json.loads(run.stdout)
    return seconds, memory


def _forget(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _write_scene(path: Path, members: int, huge: int) -> None:
    """Write 1 GB of nodes with five members each; every fifth of them is short, as in scenes."""
    nodes = members // 5
    size = (_GIGABYTE - huge * _HUGE) // (nodes * len(_SUFFIXES))
    with path.open("wb") as file:
        for number in range(nodes):
            kind = "pythonscheduler" if number % (nodes // 5) == 0 else "attribwrangle"
            stem = f"obj/geo{number // 50}/{kind}{number}"
            _write_member(file.write, f"{stem}.init", f"type = {kind}\nmatchesdef = 0\n".encode())
            for suffix in _SUFFIXES:
                _write_member(file.write, f"{stem}.{suffix}", size)
            if huge and number % (nodes // huge) == 1:
                _write_member(file.write, f"{stem}.gdelta", _HUGE)
        _write_member(file.write, "TRAILER!!!", b"")


def _write_member(write: Callable[[bytes], int], name: str, body: bytes | int) -> None:
    size = body if isinstance(body, int) else len(body)
    head = b"070707000001000000000666000000000000000001000000%011o%06o%011o%s\0"
    write(head % (1_700_000_000, len(name) + 1, size, name.encode()))
    if isinstance(body, bytes):
        write(body)
        return
    for start in range(0, size, len(_NOISE)):
        write(_NOISE[: min(len(_NOISE), size - start)])


def _list(path: Path) -> None:
    from pysched_gen.formats import open_container  # noqa: PLC0415 - not for the peers
    from pysched_gen.sources.scene_sources import find_nodes  # noqa: PLC0415 - not for the peers
    from pysched_gen.sources.selection import Choice  # noqa: PLC0415 - not for the peers

    start = time.perf_counter()
    with open_container(path, path.name) as container:
        found = list(find_nodes(container, Choice())) if container is not None else []
    _print_seconds(start)
    if len(found) != 5:
        raise SystemExit(f"{len(found)} schedulers were found, 5 were written")


def _read(path: Path) -> None:
    start = time.perf_counter()
    descriptor = os.open(path, os.O_RDONLY)
    while os.read(descriptor, 1 << 20):
        pass
    os.close(descriptor)
    _print_seconds(start)


def _hop(path: Path) -> None:
    start = time.perf_counter()
    descriptor = os.open(path, os.O_RDONLY)
    position, names = 0, 0
    while len(chunk := os.pread(descriptor, 512 << 10, position)) > _NEAR_END:
        at, last = 0, len(chunk) - _NEAR_END
        while at < last:
            end = chunk.find(0, at + 76)
            at = end + 1 + int(chunk[at + 65 : at + 76], 8)
            names += 1
        position += at
    os.close(descriptor)
    _print_seconds(start)


def _cpio(path: Path) -> None:
    start = time.perf_counter()
    with path.open("rb") as file:
        subprocess.run(
            ["cpio", "-t", "--quiet"],
            stdin=file,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    _print_seconds(start)


def _print_seconds(start: float) -> None:
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps([seconds, peak]))


if __name__ == "__main__":
    {"list": _list, "read": _read, "hop": _hop, "cpio": _cpio}[sys.argv[1]](Path(sys.argv[2]))
