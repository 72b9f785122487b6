"""Which nodes of a file are taken."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pysched_gen.formats.scene.nodes import NodeType

__all__ = ["PYTHON_SCHEDULER", "Choice", "is_python_scheduler", "is_scheduler"]

PYTHON_SCHEDULER = "pythonscheduler"
_SCHEDULER = "scheduler"


def _operator(node_type: str) -> str:
    """Give "farm" for "studio::farm::1.0": neither namespace nor version."""
    words = [word for word in node_type.split("::") if not word[:1].isdigit()]
    return words[-1] if words else node_type


def is_scheduler(node_type: str) -> bool:
    """Tell whether nodes of this operator type are schedulers; all of Houdini's end so."""
    return _SCHEDULER in node_type and _operator(node_type).endswith(_SCHEDULER)


def is_python_scheduler(node_type: str) -> bool:
    """Tell whether nodes of this operator type hold the texts of callbacks."""
    return _operator(node_type) == PYTHON_SCHEDULER


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked for; every Python Scheduler where both are empty.

    Attributes:
        path: the one node, such as "/tasks/topnet1/a", or the asset "Top/farm".
        pattern: of node paths, as for file names in a shell.
    """

    path: str = ""
    pattern: str = ""

    def matches(self, path: str) -> bool:
        """Tell whether the node or asset at `path` is among what was asked for."""
        if self.path and path != self.path:
            return False
        return not self.pattern or fnmatchcase(path, self.pattern)

    def takes(self, node: NodeType) -> bool:
        """Tell whether `node` is asked for and can be read."""
        return is_python_scheduler(node.type) and self.matches(node.path)

    def concerns(self, node: NodeType) -> bool:
        """Tell whether `node` is worth a word: asked for, or a scheduler."""
        return is_scheduler(node.type) or node.path == self.path

    @property
    def asked(self) -> str:
        """Return what was typed to choose nodes, "" where nothing was."""
        return f'":{self.path}"' if self.path else "--node" if self.pattern else ""

    def __str__(self) -> str:
        """Give what was asked for, in the words of a message."""
        return self.path or (
            f'scheduler whose path matches "{self.pattern}"' if self.pattern else ""
        )
