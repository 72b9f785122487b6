"""Damages containers and texts for as long as it is told, and says how many were tried.

Ends with 1 at the first input that breaks the promise of `mutations.try_input`, takes longer or
more memory than is allowed; it is written to a file, and `--input FILE` tries such a file again.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutations import WAYS, mutated, seeds, try_input

_SLOW = 2.0  # seconds of processor for the longest seed; no other should come near
_MOST = 64 << 20  # bytes of memory, and ten times the input
_STATUS = Path("/proc/self/status")


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the readers of Houdini's files.")
    parser.add_argument("--seconds", type=float, default=300, help="of processor to run")
    parser.add_argument("--seed", type=int, default=None, help="where the random numbers begin")
    parser.add_argument("--largest", type=int, default=2 << 20, help="bytes of the largest seed")
    parser.add_argument("--input", type=Path, help="one file to try in place of all")
    options = parser.parse_args()
    if options.input:
        try_input(options.input.read_bytes())
        return 0
    return _run(options.seconds, options.seed or time.time_ns(), options.largest)


def _run(seconds: float, first_seed: int, largest: int) -> int:
    found = seeds(largest)
    random = Random(first_seed)
    tried: list[tuple[float, int]] = []
    with suppress(KeyboardInterrupt):  # which ends it, and what was tried counts
        while time.process_time() < seconds:
            name = random.choice(list(found))
            data = mutated(found[name], random)
            outcome = _tried(data)
            if isinstance(outcome, str):
                return _report(name, data, outcome)
            tried.append(outcome)
    slowest, most = map(max, zip((0.0, 0), *tried, strict=True))
    sys.stdout.write(
        f"{len(tried):,} inputs from {len(found)} seeds in {time.process_time():.0f} s, seed "
        f"{first_seed}: none broke; slowest {slowest:.2f} s, peak memory {most >> 20:.0f} MB\n"
    )
    return 0


def _tried(data: bytes) -> tuple[float, int] | str:
    """Return the seconds of the slowest way and the peak of memory, or what is wrong."""
    before = _memory("VmRSS", forget=True)
    slowest = 0.0
    try:
        for way in WAYS:
            start = time.process_time()
            way(data)
            slowest = max(slowest, time.process_time() - start)
    except Exception:  # noqa: BLE001 - this is what is looked for
        return traceback.format_exc()
    peak = _memory("VmHWM")
    if slowest > _SLOW:
        return f"{slowest:.1f} s for {len(data):,} bytes\n"
    if peak - before > _MOST + 10 * len(data):
        return f"{peak - before:,} bytes of memory for {len(data):,}\n"
    return slowest, peak


def _memory(field: str, *, forget: bool = False) -> int:
    """Return bytes of this process as Linux counts them, 0 elsewhere; `forget` the peak first."""
    if not _STATUS.exists():
        return 0
    if forget:
        Path("/proc/self/clear_refs").write_text("5")
    found = re.search(rf"{field}:\s+(\d+) kB", _STATUS.read_text())
    return int(found[1]) << 10 if found else 0


def _report(name: str, data: bytes, wrong: str) -> int:
    sys.stderr.write(wrong)
    place = Path("fuzz-failure.bin")
    place.write_bytes(data)
    sys.stderr.write(f"an input made of {name} broke it; written to {place}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
