"""Runs in a child process: what the stand-in has of listed members of `pdg`, and what says so.

Reads a JSON object of class names and their members; gives for each member how it is there, and
the documentation of what is. Runs as the release of PDG_STANDIN_HOUDINI.
"""

from __future__ import annotations

import inspect
import json
import sys

import pdg
from child_surface import find


def documentation(owner: object, member: str) -> str:
    """Give the docstring of a member, "" where it is a variable."""
    found = inspect.getattr_static(owner, member, None)
    if isinstance(found, (staticmethod, classmethod)):
        found = found.__func__
    if inspect.isfunction(found) or isinstance(found, property):
        return found.__doc__ or ""
    return ""


def main() -> None:
    listed = json.loads(sys.stdin.read())
    answer = {}
    for name, members in listed.items():
        owner = getattr(pdg, name, None)
        answer[name] = {
            member: [find(owner, member), documentation(owner, member)] for member in members
        }
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main()
