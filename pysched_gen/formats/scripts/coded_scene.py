"""What the `hou` module answers to a text that recreates nodes; everything is only noted down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pysched_gen.formats.limits import MOST_COMPONENTS
from pysched_gen.formats.saved_node import Expression, Field, SavedNode, houdini_of
from pysched_gen.formats.scene.user_data import NODE_VERSION
from pysched_gen.formats.scripts.code_values import UNKNOWN, Arguments, Called, Symbol, spelt
from pysched_gen.formats.scripts.parm_templates import Group, Template, script_of

if TYPE_CHECKING:
    from pysched_gen.formats.dialog_script.tree import Script

__all__ = ["CodedNode", "CodedScene"]


@dataclass(frozen=True, slots=True)
class CodedNode:
    """A node, and the dialog script of its interface, built-in parameters included.

    `interface` is empty where the text sets no interface: the node has no spare parameters then.
    """

    node: SavedNode
    interface: Script


class CodedScene(Called):
    """Answers the calls on `hou`, and keeps every node that is named."""

    def __init__(self) -> None:
        """Begin with an empty scene."""
        self.nodes: dict[str, _Node] = {}

    def call(self, method: str, arguments: Arguments) -> object:
        """Give a node, template, group or keyframe."""
        if method == "node":
            path = arguments.get(0)
            return self.node_at(path) if isinstance(path, str) else UNKNOWN
        if method == "ParmTemplateGroup":
            return Group(arguments.get(0))
        if method.endswith("ParmTemplate"):
            return Template(method, arguments)
        if method in {"Keyframe", "StringKeyframe"}:
            return _Keyframe()
        return UNKNOWN

    def created(self) -> list[CodedNode]:
        """Give the nodes that the text creates, in order."""
        return [node.finished() for node in self.nodes.values() if node.type]

    def node_at(self, path: str) -> _Node:
        """Give the node at `path`, made up where none has been named so far."""
        return self.nodes.setdefault(path, _Node(self, path))


class _Node(Called):
    """A node; without a type while nothing has created it."""

    def __init__(self, scene: CodedScene, path: str) -> None:
        self.path = path
        self.type = ""
        self._scene = scene
        self._user_data: dict[str, str] = {}
        self._parms: dict[str, _Parm] = {}
        self._templates: list[Template] = []

    def call(self, method: str, arguments: Arguments) -> object:
        first = arguments.get(0)
        if method == "createNode":
            return self._create(first, arguments.get(1, "node_name"))
        if method == "node" and isinstance(first, str):
            return self._scene.node_at(f"{self.path.rstrip('/')}/{first}")
        if method == "parent":
            return self._scene.node_at(self.path.rpartition("/")[0] or "/")
        if method in {"parm", "parmTuple"} and isinstance(first, str):
            return self._parms.setdefault(first, _Parm())
        if method == "parmTemplateGroup":
            return Group(tuple(self._templates))
        if method == "setParmTemplateGroup" and isinstance(first, Group):
            self._templates = first.templates
        elif method == "addSpareParmTuple" and isinstance(first, Template):
            self._templates.append(first)
        elif method == "setUserData":
            self._user_data[spelt(first)] = spelt(arguments.get(1))
        return UNKNOWN

    def _create(self, operator: object, name: object) -> object:
        if not isinstance(operator, str):
            return UNKNOWN
        named = name if isinstance(name, str) else f"{operator.rpartition('::')[2]}1"
        path = f"{self.path.rstrip('/')}/{named}"
        self._scene.nodes.pop(path, None)
        node = self._scene.node_at(path)
        node.type = operator
        return node

    def finished(self) -> CodedNode:
        fields = tuple(
            parm.field(name) for name, parm in self._parms.items() if parm.values is not None
        )
        version = houdini_of(self._user_data.get(NODE_VERSION, ""))
        node = SavedNode(self.path, self.type, version, fields)
        return CodedNode(node, script_of(self._templates))


class _Parm(Called):
    """A parameter or a tuple of them; values are None until one is set."""

    def __init__(self) -> None:
        self.values: tuple[object, ...] | None = None
        self.keys: dict[int, Expression] = {}
        self.line = 0

    def call(self, method: str, arguments: Arguments) -> object:
        return self.call_on(0, method, arguments)

    def call_on(self, index: int, method: str, arguments: Arguments) -> object:
        first = arguments.get(0)
        if method == "set":
            self._set(index, first)
            self.line = arguments.line
        elif method == "setKeyframe" and isinstance(first, _Keyframe) and first.expression:
            self._drive(Expression(index, first.expression, first.language))
        elif method == "setExpression" and isinstance(first, str):
            self._drive(Expression(index, first, _language(arguments.get(1))))
        return UNKNOWN

    def item(self, key: object) -> object:
        if isinstance(key, int) and 0 <= key < MOST_COMPONENTS:
            return _Component(self, key)
        return UNKNOWN

    def _drive(self, expression: Expression) -> None:
        """Take an expression; asCode writes some keyframes more than once."""
        self.keys[expression.index] = expression
        missing = expression.index + 1 - len(self.values or ())
        self.values = (self.values or ()) + ("",) * missing

    def _set(self, index: int, value: object) -> None:
        """Take a value; one that only running the text would give counts as driven."""
        self.values = value if isinstance(value, tuple) else (value,)
        for position, one in enumerate(self.values):
            if not isinstance(one, str | int | float):
                self.keys[index + position] = Expression(index + position, "", "python")

    def field(self, name: str) -> Field:
        values = tuple(spelt(value) for value in self.values or ())
        keys = tuple(self.keys[index] for index in sorted(self.keys))
        return Field(name, values, keys, self.line)


@dataclass(frozen=True, slots=True)
class _Component(Called):
    """One component of a tuple."""

    parm: _Parm
    index: int

    def call(self, method: str, arguments: Arguments) -> object:
        return self.parm.call_on(self.index, method, arguments)


class _Keyframe(Called):
    """A keyframe; asCode writes the expression of each."""

    def __init__(self) -> None:
        self.expression = ""
        self.language = ""

    def call(self, method: str, arguments: Arguments) -> object:
        if method == "setExpression":
            text = arguments.get(0)
            self.expression = text if isinstance(text, str) else ""
            self.language = _language(arguments.get(1))
        return UNKNOWN


def _language(value: object) -> str:
    return "python" if isinstance(value, Symbol) and value.last == "Python" else "hscript"
