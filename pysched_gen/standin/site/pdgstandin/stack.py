"""Where a thread is, in the words of a scheduler's author."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import pdg

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["place_of"]

_SITE = os.path.dirname(os.path.dirname(os.path.abspath(pdg.__file__))) + os.sep


def place_of(thread: int | None) -> str:
    """Return the package's outermost call on a thread, with the line it is at; "" for none."""
    frame: FrameType | None = sys._current_frames().get(thread or 0)
    waiting: list[Any] = []
    own: list[Any] = []
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_SITE):
            # What stands further out has called the stand-in, and is not the package's.
            own += waiting
            waiting = []
        elif not file.startswith(("<frozen", sys.base_prefix)):
            waiting.append(frame)
        frame = frame.f_back
    own = [one for one in own if os.path.basename(one.f_code.co_filename) != "supervisor.py"]
    if not own:
        return ""
    first, last = own[-1], own[0]
    calls = " > ".join(one.f_code.co_name for one in reversed(own))
    return "in {} (File {!r}, line {}{})".format(
        first.f_code.co_name,
        last.f_code.co_filename,
        last.f_lineno,
        ", by " + calls if len(own) > 1 else "",
    )
