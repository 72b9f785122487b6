"""What the containers of a scheduler hold, and what is taken out of them in loops and targets."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pysched_gen.check.arguments import argument_called
from pysched_gen.check.python_types import element_of_plain
from pysched_gen.check.syntax.nodes import dotted_name
from pysched_gen.check.type_names import UNKNOWN, element_of, joined

if TYPE_CHECKING:
    from pysched_gen.check.inference import Inference
    from pysched_gen.check.text import Context, Text

__all__ = ["Containers"]

# What gives the elements of its argument again.
_SAME_ELEMENTS = frozenset({"builtin list", "builtin sorted", "builtin tuple", "builtin iter"})
_COPIES = ("list", "tuple", "sorted", "reversed", "iter")
_LOOKS = (*_COPIES, "len", "bool", "set", "str", "any", "all", "enumerate", "zip", "min", "max")
_LISTS = ("list", "deque", "collections.deque")
_DICTS = ("dict", "OrderedDict", "collections.OrderedDict")
# Methods that put one thing in, by the place of its argument.
_PUTTING = {"append": 0, "appendleft": 0, "add": 0, "insert": 1}
# What leaves a container with what it has, or less.
_KEEPING = frozenset(
    {
        *("items", "keys", "values", "get", "pop", "popitem", "popleft", "clear", "copy"),
        *("remove", "discard", "sort", "reverse", "index", "count"),
    }
)

_Values = list[tuple[ast.expr, "Text"]]


@dataclass
class _Contents:
    """All that a container is given; `keys` of a list stays empty."""

    is_dict: bool
    keys: _Values = field(default_factory=list)
    values: _Values = field(default_factory=list)


class Containers:
    """The lists and dictionaries of one scheduler's texts."""

    def __init__(self, context: Context, inference: Inference) -> None:
        """Take the texts of `context`, whose expressions `inference` knows."""
        self._context = context
        self._inference = inference

    def element_of(self, node: ast.expr, text: Text, depth: int) -> str:
        """Return the type of what iterating over `node` gives."""
        kind = self._inference.type_of(node, text, depth)
        return element_of(kind) or element_of_plain(kind) or self._in_loop(node, [], text, depth)

    def taken_from(self, node: ast.Subscript, text: Text, depth: int) -> str:
        """Return the type of `owner[key]` or `owner[a:b]`."""
        owner = self._inference.type_of(node.value, text, depth)
        if owner == "self":
            return "Port"
        if isinstance(node.slice, ast.Slice):
            return owner if owner.partition("[")[0] in ("list", "str", "bytes") else UNKNOWN
        if owner in ("str", "environment"):
            return "str"
        if owner == "bytes":
            return UNKNOWN if self._inference.release.python_2 else "int"
        plain = element_of_plain(owner) if owner.startswith("pair[") else ""
        plain = plain or (element_of(owner) if owner.startswith("list[") else "")
        return plain or self.taken(node, [], text, depth)

    def unpacked(self, node: ast.Name, around: ast.Tuple, text: Text, depth: int) -> str:
        """Return the type of a name in a target such as `n, (a, b)`; `around` holds it."""
        places = _places(node, text)
        outer: ast.AST | None = around
        while isinstance(outer, ast.Tuple):
            inner, outer = outer, text.parent_of(outer)
        if isinstance(outer, ast.For | ast.comprehension) and outer.target is inner:
            return self._unpacked_in_loop(outer.iter, places, text, depth) if places else UNKNOWN
        if not isinstance(outer, ast.Assign) or inner is not around:
            return UNKNOWN
        if not isinstance(outer.value, ast.Tuple):
            found = self.element_of(outer.value, text, depth)
            return found or (self.taken(outer.value, places, text, depth) if places else UNKNOWN)
        values = outer.value.elts
        if places is None or len(values) != len(around.elts):
            return UNKNOWN
        return self._inference.type_of(values[places[-1]], text, depth)

    def _unpacked_in_loop(  # noqa: PLR0911 - one line a kind of iterable
        self, node: ast.expr, path: list[int], text: Text, depth: int
    ) -> str:
        """Return what is at `path` of each element of `enumerate(...)` or `zip(...)`."""
        if not path:
            return self.element_of(node, text, depth)
        if not isinstance(node, ast.Call):
            return self._in_loop(node, path, text, depth)
        if any(isinstance(one, ast.Starred) for one in node.args):
            return UNKNOWN
        called = self._inference.type_of(node.func, text, depth)
        index, inner = path[0], path[1:]
        if called in _SAME_ELEMENTS and len(node.args) == 1:
            return self._unpacked_in_loop(node.args[0], path, text, depth)
        if called == "builtin enumerate" and node.args:
            if index:
                return self._unpacked_in_loop(node.args[0], inner, text, depth)
            return UNKNOWN if inner else "int"
        if called == "builtin zip" and index < len(node.args):
            return self._unpacked_in_loop(node.args[index], inner, text, depth)
        return self._in_loop(node, path, text, depth)

    # What is put into a container where all of it can be seen

    def _in_loop(self, node: ast.expr, path: list[int], text: Text, depth: int) -> str:
        """Return the type of what is at `path` of each thing that a loop over `node` gives."""
        while isinstance(node, ast.Call) and len(node.args) == 1:
            if dotted_name(node.func) not in _COPIES:
                return UNKNOWN
            node = node.args[0]
        asked = ""
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute):
            node, asked = function.value, function.attr
        found = self._contents(node, text, depth)
        if found is None or asked not in ("", "keys", "values", "items"):
            return UNKNOWN
        if asked == "items":
            if not path:
                return UNKNOWN
            asked, path = ("values" if path[0] else "keys"), path[1:]
        is_key = asked == "keys" or (not asked and found.is_dict)
        return self._at(path, found.keys if is_key else found.values, depth)

    def taken(self, node: ast.expr, path: list[int], text: Text, depth: int) -> str:
        """Return the type at `path` of what `jobs[key]`, `jobs.pop(key)` or `jobs.get(key)` is."""
        owner: ast.expr | None = None
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            owner = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            defaults = [one for one in node.args[1:] if not _is_none(one)]
            if node.func.attr in ("pop", "get", "popleft") and not defaults and not node.keywords:
                owner = node.func.value
        found = None if owner is None else self._contents(owner, text, depth)
        return UNKNOWN if found is None else self._at(path, found.values, depth)

    def _at(self, path: list[int], values: _Values, depth: int) -> str:
        """Return the one type that all of `values` have at `path`, [1] for `b` of `(a, b)`."""
        found = []
        for value, text in values:
            inner: ast.expr = value
            for index in path:
                if not isinstance(inner, ast.Tuple) or index >= len(inner.elts):
                    return UNKNOWN
                inner = inner.elts[index]
            found.append(self._inference.type_of(inner, text, depth))
        return joined(found)

    def _contents(self, node: ast.expr, text: Text, depth: int) -> _Contents | None:
        """Return what a container is given, None where not all of it is seen."""
        stored = self._stored(node, text, depth)
        empty = [value for value in stored if value is not None and _is_empty(value)]
        found = _Contents(is_dict=any(_is_empty_dict(value) for value in empty))
        rest = [value for value in stored if value not in empty]
        if not empty or not all(_is_part_of(value, node) for value in rest):
            return None
        if any(_is_empty_dict(value) is not found.is_dict for value in empty):
            return None
        key = f".{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")
        for used, where in self._inference.arguments.uses.get(key, ()):
            if isinstance(used.ctx, ast.Store):  # type: ignore[attr-defined]
                continue
            if isinstance(used, ast.Name) and not self._is_same(used, where, node, text):
                continue
            if not _keeps_contents(used, where, found):
                return None
        return found

    def _is_same(self, name: ast.Name, where: Text, node: ast.expr, text: Text) -> bool:
        """Return whether a name stands for what `node`, a name of the same letters, does."""
        if where is not text or not isinstance(node, ast.Name):
            return False
        return self._inference.scope_of(name, text) is self._inference.scope_of(node, text)

    def _stored(self, node: ast.expr, text: Text, depth: int) -> list[ast.expr | None]:
        """Return the values that an attribute of `self`, or a name of one body, is given."""
        if isinstance(node, ast.Attribute):
            is_self = self._inference.type_of(node.value, text, depth) == "self"
            if not is_self or node.attr in self._inference.names_set:
                return []
            return [value for value, _ in self._inference.attributes_of_self.get(node.attr, [])]
        scope = self._inference.scope_of(node, text) if isinstance(node, ast.Name) else None
        if not isinstance(node, ast.Name) or scope is None or _is_argument(node.id, scope, text):
            return []
        found: list[ast.expr | None] = []
        for name in text.nodes.of(ast.Name):
            if name.id != node.id or not isinstance(name.ctx, ast.Store):
                continue
            if self._is_same(name, text, node, text):
                parent = text.parent_of(name)
                found.append(
                    parent.value if isinstance(parent, ast.Assign | ast.AnnAssign) else None
                )
        return found


def _is_argument(name: str, scope: ast.AST, text: Text) -> bool:
    if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return argument_called(name, scope.args) is not None
    return name in text.arguments


def _keeps_contents(node: ast.expr, text: Text, found: _Contents) -> bool:
    """Add to `found` what this use of a container puts in; return whether that can be seen."""
    around = text.parent_of(node)
    outer = text.parent_of(around) if around is not None else None
    if isinstance(around, ast.Subscript) and around.value is node:
        if isinstance(around.ctx, ast.Store):
            if not isinstance(outer, ast.Assign):
                return False
            found.keys.append((around.slice, text))
            found.values.append((outer.value, text))
        return True
    if not isinstance(around, ast.Attribute):
        return _only_looks(node, text)
    if around.attr in _KEEPING:
        return True
    place = _PUTTING.get(around.attr)
    is_call = isinstance(outer, ast.Call) and outer.func is around
    if place is None or not is_call or len(outer.args) != place + 1:  # type: ignore[union-attr]
        return False
    found.values.append((outer.args[place], text))  # type: ignore[union-attr]
    return True


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_empty(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return dotted_name(node.func) in (*_LISTS, *_DICTS) and not node.args and not node.keywords
    return isinstance(node, ast.Dict | ast.List) and not (
        getattr(node, "elts", None) or getattr(node, "keys", None)
    )


def _is_empty_dict(node: ast.expr) -> bool:
    return isinstance(node, ast.Dict) or dotted_name(getattr(node, "func", node)) in _DICTS


def _is_part_of(node: ast.expr | None, container: ast.expr) -> bool:
    """Return whether `node` is `[x for x in container if ...]` or `container[1:]`."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return ast.dump(node.value) == _loaded(container)
    if not isinstance(node, ast.ListComp) or len(node.generators) > 1:
        return False
    loop = node.generators[0]
    same = getattr(node.elt, "id", "") == getattr(loop.target, "id", None)
    return same and ast.dump(loop.iter) == _loaded(container)


def _loaded(node: ast.expr) -> str:
    return ast.dump(node).replace("Store()", "Load()")


def _only_looks(node: ast.expr, text: Text) -> bool:
    """Return whether what stands around a container hands it on to nothing that fills it."""
    around = text.parent_of(node)
    while isinstance(around, ast.BoolOp):
        node, around = around, text.parent_of(around)
    if isinstance(around, ast.Call):
        return around.func is not node and dotted_name(around.func) in _LOOKS
    if isinstance(around, ast.For | ast.comprehension):
        return around.iter is node or node in getattr(around, "ifs", ())
    if isinstance(around, ast.If | ast.While | ast.IfExp):
        return around.test is node
    return isinstance(around, ast.Compare) or (
        isinstance(around, ast.UnaryOp) and isinstance(around.op, ast.Not)
    )


def _places(node: ast.AST, text: Text) -> list[int] | None:
    """Return where a name is in its target, [1, 0] for `a` in `n, (a, b)`; None beside a star."""
    places: list[int] = []
    around = text.parent_of(node)
    while isinstance(around, ast.Tuple):
        if any(isinstance(one, ast.Starred) for one in around.elts):
            return None
        places.insert(0, around.elts.index(node))  # type: ignore[arg-type]
        node, around = around, text.parent_of(around)
    return places
