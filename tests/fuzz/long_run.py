"""Damages containers for as long as it is told, and says how many were tried.

Ends with 1 at the first input that breaks the promise of `mutations.try_input`, which is written
to a file; `--input FILE` tries such a file again.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutations import mutated, seeds, try_input

_SLOW = 5.0  # seconds of processor; no input of these sizes should come near


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the readers of Houdini's containers.")
    parser.add_argument("--seconds", type=float, default=300, help="how long to run")
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
    tried: Counter[str] = Counter()
    slowest = 0.0
    random = Random(first_seed)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name = random.choice(list(found))
        data = mutated(found[name], random)
        start = time.process_time()
        try:
            try_input(data)
        except Exception:  # noqa: BLE001 - this is what is looked for
            return _report(name, data)
        elapsed = time.process_time() - start
        if elapsed > _SLOW:
            sys.stderr.write(f"{elapsed:.1f} s for {len(data):,} bytes of {name}\n")
            return _report(name, data)
        slowest = max(slowest, elapsed)
        tried[name] += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{tried.total():,} inputs from {len(found)} seeds in {seconds:.0f} s, seed {first_seed}: "
        f"none broke; slowest {slowest:.2f} s, peak memory {peak:.0f} MB\n"
    )
    return 0


def _report(name: str, data: bytes) -> int:
    traceback.print_exc()
    place = Path("fuzz-failure.bin")
    place.write_bytes(data)
    sys.stderr.write(f"an input made of {name} broke it; written to {place}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
