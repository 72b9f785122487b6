"""What every form of a saved node says in the end: its fields, and what drives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Expression", "Field", "SavedNode", "houdini_of"]

# A node's own version may also be a plain "1" or "2.0", which is no release of Houdini.
_HOUDINI = re.compile(r"[1-9][0-9]\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression on component `index` of a parameter, in `language` (python or hscript)."""

    index: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter tuple of a node: a text a component, and the expressions that drive some.

    `line` is that of the statement which sets it, in a text that recreates nodes, else 0.
    """

    name: str
    values: tuple[str, ...]
    expressions: tuple[Expression, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class SavedNode:
    """One node.

    Attributes:
        path: such as "/tasks/topnet1/pythonscheduler1".
        type: operator type.
        houdini: version it was saved with, or "".
        fields: every parameter that the form holds, in order.
    """

    path: str
    type: str
    houdini: str
    fields: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Give the last part of the path."""
        return self.path.rpartition("/")[2]


def houdini_of(*versions: str) -> str:
    """Give the first of `versions` that is one of Houdini, "" where none is."""
    return next((version for version in versions if _HOUDINI.match(version)), "")
