"""Where the programs are that jobs of a cook run."""

from __future__ import annotations

import os
import sys

__all__ = ["application", "hython_bin", "python_bin"]


def python_bin() -> str:
    """Give $PDG_PYTHON, or the Python of this session (Houdini: the one it ships)."""
    return os.environ.get("PDG_PYTHON") or sys.executable


def hython_bin() -> str:
    """Give $PDG_HYTHON, or `$HFS/bin/hython`; "hython" from the PATH without $HFS.

    The stand-in's own is a Python that knows `pdg` and, with `--pdg`, cooks a graph file.
    """
    if os.environ.get("PDG_HYTHON"):
        return os.environ["PDG_HYTHON"]
    path = os.path.join(os.environ.get("HFS", ""), "bin", "hython")
    return path if os.path.isfile(path) else "hython"


def application(name: str) -> str:
    """Give the path of "python" or "hython"; any other is found on the PATH of the job."""
    return {"python": python_bin, "hython": hython_bin}.get(name, lambda: name)()
