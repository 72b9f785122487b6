"""Exchange two directories in one step, where the system can."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["exchange"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS


def exchange(one: Path, other: Path) -> bool:
    """Let `one` and `other` trade places; False, with nothing changed, where that is refused.

    Linux has it since 3.15 and glibc since 2.28, macOS since 10.12; network and FUSE file systems
    may refuse. Raises the audit event `pysched_gen.exchange`.
    """
    sys.audit("pysched_gen.exchange", str(one), str(other))
    try:
        return _call(os.fsencode(one), os.fsencode(other)) == 0
    except (AttributeError, TypeError):
        # The C library has no such function, or there is none to ask (Windows).
        return False


def _call(one: bytes, other: bytes) -> int:
    libc = ctypes.CDLL(None)
    if sys.platform == "darwin":
        return int(libc.renamex_np(one, other, _RENAME_SWAP))
    return int(libc.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
