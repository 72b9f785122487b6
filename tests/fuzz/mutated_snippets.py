"""Snippets with tokens lost, doubled, swapped or foreign: checking ends, and says it in findings.

`make fuzz` runs it for long; the suite runs a few hundred.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from tools import scheduler_of  # noqa: E402 - of the tests

from pysched_gen.check.engine import check  # noqa: E402
from pysched_gen.errors import PyschedError  # noqa: E402
from pysched_gen.houdini.callbacks import CALLBACKS  # noqa: E402
from pysched_gen.houdini.releases import RELEASES  # noqa: E402

__all__ = ["mutants", "play"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_STRANGE = ["\0", "\t", "\u202e", "\\", '"""', "(", "\u00e9", "**", "lambda:", "yield ", ":="]
_PARTS = {spec.stem for spec in CALLBACKS} | {"header", "methods", "init"}
_LIMIT = 20.0  # seconds of the processor that one may take; a good one takes 0.1


def _texts() -> list[tuple[str, str]]:
    files = [*ROOT.glob("snippets/*/*.py"), *ROOT.glob("templates/**/*.py")]
    found = [(file.stem, file.read_text("utf-8")) for file in sorted(files)]
    for line in (ROOT / "tests/check/api_use.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)["files"]
        found += [(name.removesuffix(".py"), text) for name, text in entry.items()]
    return [one for one in found if one[0] in _PARTS]


def _mutated(text: str, pool: list[str], chance: random.Random) -> str:
    tokens = _TOKEN.findall(text) or [""]
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(tokens))
        other = chance.randrange(len(tokens))
        kind = chance.randrange(5)
        if kind == 0:
            tokens[at] = ""
        elif kind == 1:
            tokens[at] = chance.choice(pool)
        elif kind == 2:
            tokens.insert(at, chance.choice(pool))
        elif kind == 3:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] += chance.choice(_STRANGE)
    return "".join(tokens)


def mutants(seed: int) -> dict[str, str]:
    """Return the texts of one scheduler, of which one is damaged; the same for the same `seed`."""
    chance = random.Random(seed)
    texts = _TEXTS
    part, text = chance.choice(texts)
    files = {f"{part}.py": _mutated(text, _POOL, chance)}
    for other, whole in chance.sample(texts, chance.randint(0, 2)):
        files.setdefault(f"{other}.py", whole)
    return files


_TEXTS = _texts()
_POOL = [token for _, text in _TEXTS for token in _TOKEN.findall(text)]


def play(seed: int) -> float:
    """Check one damaged scheduler; return the seconds of the processor that took."""
    files = mutants(seed)
    release = RELEASES[seed % len(RELEASES)].name
    started = time.process_time()
    try:
        check(scheduler_of(files, houdini=release))
    except PyschedError:
        pass  # one message, as for any bad input
    except Exception:
        sys.stdout.write(f"seed {seed}: {json.dumps(files)}\n")
        raise
    return time.process_time() - started


def main() -> None:
    """Play the seeds that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=int, default=0, help="first seed")
    parser.add_argument("--count", type=int, default=10_000, help="how many seeds")
    options = parser.parse_args()
    seeds = range(options.start, options.start + options.count)
    slow = [seed for seed in seeds if play(seed) > _LIMIT]
    sys.stdout.write(f"{len(seeds)} damaged schedulers checked; slow: {slow or 'none'}\n")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()
