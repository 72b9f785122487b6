"""The Python that `hou.Node.asCode` writes in, the nodes that it would recreate out.

The text is parsed, never run: assignments, calls and the branches asCode writes are followed in
order. It may be indented in a function, its variables may be renamed, and it may hold several
nodes. Described from real texts of Houdini 17.5 to 21.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pysched_gen.formats.scripts.code_values import Called, evaluate
from pysched_gen.formats.scripts.coded_scene import CodedNode, CodedScene
from pysched_gen.formats.scripts.python_text import parse_python, too_deep
from pysched_gen.formats.texts import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CodedNode", "is_as_code", "is_from_as_code", "parse_as_code"]

_MOST = 4 << 20  # characters; that of a whole network has some hundred thousand
_HEADING = re.compile(rb"^[ \t]*# (?:Initialize parent node variable|Code for /)", re.MULTILINE)
_HEAD = re.compile(
    rb"^[ \t]*(?:\w+ = [\w.]+\.createNode\(|# Initialize parent node variable)", re.MULTILINE
)


def is_as_code(head: bytes) -> bool:
    """Tell whether `head`, the first bytes of a file, are those of an asCode text."""
    return _HEAD.search(head) is not None


def is_from_as_code(head: bytes) -> bool:
    """Tell whether they are those of one that asCode wrote; people create nodes in Python, too."""
    return _HEADING.search(head) is not None


def parse_as_code(data: bytes, display: str) -> list[CodedNode]:
    """Give every node that the text `data`, shown to the user as file `display`, creates.

    Raises:
        SourceError: it is no Python; the span is where.
    """
    scene = CodedScene()
    module = parse_python(decode_text(data, display), display, indented=True, most=_MOST)
    try:
        _Follower(scene).statements(module.body)
        return scene.created()
    except RecursionError as error:  # a template may also be put into itself
        raise too_deep(display) from error


class _Follower:
    """Walks statements in order and keeps what names stand for."""

    def __init__(self, scene: CodedScene) -> None:
        self._names: dict[str, object] = {}
        self._scene = scene

    def statements(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self._statement(statement)

    def _statement(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Expr):
            self._value(statement.value)
        elif isinstance(statement, ast.Assign):
            value = self._value(statement.value)
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    self._names[target.id] = value
        elif isinstance(statement, ast.If) and self._is_bound(statement.test):
            self.statements(statement.orelse)
        else:
            for part in ("body", "orelse", "finalbody"):
                self.statements(getattr(statement, part, ()))

    def _value(self, node: ast.expr) -> object:
        return evaluate(node, self._names, self._scene)

    def _is_bound(self, test: ast.expr) -> bool:
        """Tell whether `test` asks, as asCode does, for a name to be missing that is there."""
        if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Is):
            return False
        asked = [node.value for node in ast.walk(test.left) if isinstance(node, ast.Constant)]
        names = [name for name in asked if isinstance(name, str)]
        return any(isinstance(self._names.get(name), Called) for name in names)
