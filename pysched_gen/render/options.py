"""What shapes the output besides the scheduler; imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Layout", "Options"]


class Layout(str, Enum):
    """How the Python code is laid out below `pdg/types`."""

    PACKAGE = "package"  # <name>/__init__.py and <name>/<name>.py
    MODULE = "module"  # <name>.py, the file Save To Python would write


@dataclass(frozen=True, slots=True)
class Options:
    """What shapes the output besides the scheduler.

    Attributes:
        layout: see `Layout`.
        houdini_package: also write `packages/<name>.json`, which puts DIR on HOUDINI_PATH.
        asset: also write `otls/<name>.hda/`, the digital asset that fronts the type.
    """

    layout: Layout = Layout.PACKAGE
    houdini_package: bool = False
    asset: bool = False

    @property
    def command_line(self) -> str:
        """The options as typed, "" where all are the defaults."""
        words = ["--layout module"] if self.layout is Layout.MODULE else []
        if self.houdini_package:
            words.append("--houdini-package")
        if self.asset:
            words.append("--asset")
        return " ".join(words)
