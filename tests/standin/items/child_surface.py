"""Runs in a child process: what of the listed members of `pdg` is there, and how, as JSON.

The first argument is a JSON object of class names and their members.
"""

from __future__ import annotations

import json
import sys

import pdg
from pdg._missing_names import Missing, MissingClass


def find(owner: object, member: str) -> str:
    if isinstance(owner, type) and issubclass(owner, MissingClass):
        return "missing" if hasattr(owner, member) else "absent"
    if isinstance(owner, type):
        bases = owner.__mro__
        if any(member in getattr(base, "__annotations__", {}) for base in bases):
            return "implemented"
    found = getattr(owner, member, None)
    if isinstance(found, Missing):
        return "missing"
    return "implemented" if hasattr(owner, member) else "absent"


def main() -> None:
    listed = json.loads(sys.stdin.read())
    answer = {
        name: {member: find(getattr(pdg, name, None), member) for member in members}
        for name, members in listed.items()
    }
    print(json.dumps(answer))  # noqa: T201


if __name__ == "__main__":
    main()
