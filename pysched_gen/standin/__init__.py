"""The stand-in for PDG: paths of what is put before child processes, and nothing else.

    SITE   on `sys.path` of the child: the package `pdg`, and `pdgstandin`, which drives it
    JOB    modules that jobs of a cook import: `pdgcmd`, `pdgjson`, ...
    HFS    what $HFS points to: a tree with the shipped schedulers
    STUBS  `.pyi` files of `pdg`, for editors and type checkers

What is below them runs on the Pythons of every release from 3.7 on, and imports nothing of
`pysched_gen`. In turn nothing of `pysched_gen` imports it: a `pdg` of its own stays apart from
whatever else is called `pdg`.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["HFS", "JOB", "SITE", "STUBS"]

_HERE = Path(__file__).resolve().parent

SITE = _HERE / "site"
JOB = _HERE / "job"
HFS = _HERE / "hfs"
STUBS = _HERE / "pdg-stubs"
