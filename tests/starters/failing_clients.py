"""Clients of farms that are slow, and of which every third call fails."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from trees import write_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

__all__ = ["failing_python", "lead_to_failing_commands"]

COMMAND = """\
#!/bin/sh
count=$(cat '{calls}' 2>/dev/null || echo 0)
[ $count = 0 ] && sleep {seconds}
echo $((count + 1)) >'{calls}'
[ $((count % 6)) = 2 ] && echo failed before >&2 && exit 1
{program} "$@"
code=$?
[ $((count % 6)) = 5 ] && echo failed after >&2 && exit 1
exit $code
"""
# Runs a helper of a starter, whose functions the artist's Python calls by one name.
PYTHON = """\
#!{python}
import os
import sys

START = '''
import time


def troubled(function):
    def call(**arguments):
        try:
            with open({calls!r}) as file:
                count = int(file.read())
        except FileNotFoundError:
            count = 0
        with open({calls!r}, "w") as file:
            file.write(str(count + 1))
        time.sleep(0 if count else {seconds})
        if count % 6 == 2:
            raise OSError("failed before")
        answer = function(**arguments)
        if count % 6 == 5:
            raise OSError("failed after")
        return answer

    return call
'''
words = sys.argv[1:]
at = words.index("-c") + 1
head, _, functions = words[at].rpartition("serve(")
assert functions.endswith(")\\n"), functions
words[at] = head + START + "calls = " + functions[:-2] + "\\n"
words[at] += "serve({{name: troubled(one) for name, one in calls.items()}})\\n"
os.execv({python!r}, [{python!r}, *words])
"""


def lead_to_failing_commands(
    folder: Path, names: Sequence[str], path: str, monkeypatch: pytest.MonkeyPatch, seconds: int = 0
) -> Path:
    """Put commands on the path of which every third call fails, and the first takes `seconds`.

    They fail in turn before they did what they are for, and after that. Return the file that has
    their count.
    """
    bin_dir, calls = folder / "client", folder / "calls"
    for name in names:
        program = shutil.which(name, path=path)
        text = COMMAND.format(calls=calls, seconds=seconds, program=program)
        write_tree(bin_dir, {name: text})
        (bin_dir / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_dir}:{path}")
    return calls


def failing_python(folder: Path, seconds: int = 0) -> tuple[Path, Path]:
    """Return a program that calls a farm in place of Python, and the file with their count.

    Its calls fail as those of `lead_to_failing_commands` do.
    """
    program, calls = folder / "python", folder / "calls"
    text = PYTHON.format(python=sys.executable, calls=str(calls), seconds=seconds)
    write_tree(folder, {"python": text})
    program.chmod(0o755)
    return program, calls
