"""Commands of which only the first word is run: a list together with `shell=True`.

On POSIX the words behind the first become arguments of the shell, not of the command (Python's
documentation of `subprocess`). The scheduler that Houdini's help prints does so, and its items cook
whatever the rest of their commands says.
"""

from __future__ import annotations

import sys
from typing import Any, Callable

__all__ = ["watch"]

_SHELL, _WORDS = ["/bin/sh", "-c"], 3


def watch(tell: Callable[[str], None]) -> None:
    """Call `tell` with a message for each first word that is run alone, once.

    Python 3.7 has no way to see that; there nothing is told. What is watched stays watched until
    this process ends.
    """
    seen = set()

    def look(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "subprocess.Popen":
            return
        words = arguments[1]
        if not isinstance(words, list) or words[:2] != _SHELL or len(words) <= _WORDS:
            return
        first = str(words[2])
        # A script uses what comes behind it as $1 and so on.
        if "$" not in first and first not in seen:
            seen.add(first)
            tell(
                "only {!r} was run of a command of {} words: with shell=True a command is one "
                "text, not a list".format(first, len(words) - 2)
            )

    if sys.version_info >= (3, 8):
        sys.addaudithook(look)
